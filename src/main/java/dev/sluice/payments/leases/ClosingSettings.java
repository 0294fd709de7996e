package dev.sluice.payments.leases;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * What becomes of operations at shutdown ({@code sluice.operations.*}).
 *
 * @param finishWithin how long those that are under way may still take before they are
 * handed over to other instances, and who waits for them is answered
 */
@ConfigurationProperties("sluice.operations")
record ClosingSettings(@DefaultValue("1s") Duration finishWithin) {

	ClosingSettings {
		Assert.isTrue(!finishWithin.isNegative(), "sluice.operations.finish-within must not be negative");
	}

}
