package dev.sluice.payments;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How payments are made ({@code sluice.payments.*}).
 *
 * @param defaultWait how long a request waits for the processor before it is answered 202
 * @param maxWait the longest wait that {@code Prefer: wait} can ask for
 * @param authorizationValidity how long an authorization holds; the processor is not told
 * when it ends here, so not longer, and not much shorter, than the processor holds it
 * @param queueSize how many changes of one payment may be under way or wait for their
 * turn in this instance before more requests are refused
 * @param exportPageSize how many payments an export reads, and holds, at once
 */
@ConfigurationProperties("sluice.payments")
record PaymentSettings(@DefaultValue("10s") Duration defaultWait, @DefaultValue("60s") Duration maxWait,
		@DefaultValue("7d") Duration authorizationValidity, @DefaultValue("1000") int queueSize,
		@DefaultValue("500") int exportPageSize) {

	PaymentSettings {
		Assert.isTrue(defaultWait.isPositive(), "sluice.payments.default-wait must be positive");
		Assert.isTrue(maxWait.compareTo(defaultWait) >= 0,
				"sluice.payments.max-wait must not be shorter than sluice.payments.default-wait");
		Assert.isTrue(authorizationValidity.isPositive(), "sluice.payments.authorization-validity must be positive");
		Assert.isTrue(queueSize > 0, "sluice.payments.queue-size must be positive");
		Assert.isTrue(exportPageSize > 0 && exportPageSize <= 10_000,
				"sluice.payments.export-page-size must be 1 to 10000");
	}

}
