package dev.sluice.payments;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How long requests wait for an outcome ({@code sluice.payments.*}).
 *
 * @param defaultWait how long a request waits for the processor before it is answered 202
 * @param maxWait the longest wait that {@code Prefer: wait} can ask for
 */
@ConfigurationProperties("sluice.payments")
record PaymentSettings(@DefaultValue("10s") Duration defaultWait, @DefaultValue("60s") Duration maxWait) {

	PaymentSettings {
		Assert.isTrue(defaultWait.isPositive(), "sluice.payments.default-wait must be positive");
		Assert.isTrue(maxWait.compareTo(defaultWait) >= 0,
				"sluice.payments.max-wait must not be shorter than sluice.payments.default-wait");
	}

}
