package dev.sluice.payments.figures;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.payments.port.ConfiguredProcessors;
import dev.sluice.payments.port.MerchantProcessors;
import dev.sluice.payments.port.Processor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What processors are called in figures: as they are configured, and accounts of
 * merchants as the processor that they are at, so that no merchant makes figures grow.
 */
@Component
class ProcessorLabels {

	private static final String OTHER = "other";

	private final ObjectProvider<ConfiguredProcessors> configured;

	private final ObjectProvider<MerchantProcessors> accounts;

	private volatile @Nullable Set<String> known;

	ProcessorLabels(ObjectProvider<ConfiguredProcessors> configured, ObjectProvider<MerchantProcessors> accounts) {
		this.configured = configured;
		this.accounts = accounts;
	}

	/** Of an account that has not been read lately it is not known. */
	String of(String processor) {
		Set<String> names = known();
		if (names.contains(processor)) {
			return processor;
		}
		String place = this.accounts.getObject().place(processor);
		return names.contains(place) ? place : OTHER;
	}

	private Set<String> known() {
		Set<String> names = this.known;
		if (names == null) {
			names = Stream.concat(
					this.configured.orderedStream().flatMap((more) -> more.processors().stream()).map(Processor::name),
					this.accounts.getObject().capabilities().keySet().stream())
				.collect(Collectors.toUnmodifiableSet());
			this.known = names;
		}
		return names;
	}

}
