package dev.sluice.payments.figures;

import java.util.Set;
import java.util.stream.Collectors;

import dev.sluice.merchants.MerchantId;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Whose payments are told apart in figures ({@code sluice.metrics.*}).
 *
 * @param merchants ids ({@code mer_…}) of merchants, each in one of its modes, that are
 * told apart in {@code sluice_payments_outcomes_total} by a label with their id, up to
 * 100; all others are {@code other} there. Without any there is no such label
 */
@ConfigurationProperties("sluice.metrics")
record FigureSettings(@DefaultValue Set<String> merchants) {

	private static final int MOST = 100;

	FigureSettings {
		Assert.isTrue(merchants.size() <= MOST, "sluice.metrics.merchants must be %d at most".formatted(MOST));
		merchants.forEach((id) -> Assert.isTrue(MerchantId.read(id).isPresent(),
				"sluice.metrics.merchants must be ids of merchants, as mer_…"));
	}

	Set<MerchantId> toldApart() {
		return this.merchants.stream()
			.flatMap((id) -> MerchantId.read(id).stream())
			.collect(Collectors.toUnmodifiableSet());
	}

}
