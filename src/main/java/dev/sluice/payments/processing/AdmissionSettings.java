package dev.sluice.payments.processing;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How much is asked of a processor at once ({@code sluice.operations.*}).
 *
 * @param maxInFlight how many requests of an instance may be under way at one processor;
 * fewer than it is given connections, so that the recovery finds some
 * @param maxWaiting how many more may wait for that
 * @param maxAdmissionWait how long they may
 */
@ConfigurationProperties("sluice.operations")
record AdmissionSettings(@DefaultValue("48") int maxInFlight, @DefaultValue("200") int maxWaiting,
		@DefaultValue("2s") Duration maxAdmissionWait) {

	AdmissionSettings {
		Assert.isTrue(maxInFlight > 0, "sluice.operations.max-in-flight must be positive");
		Assert.isTrue(maxWaiting >= 0, "sluice.operations.max-waiting must not be negative");
		Assert.isTrue(maxAdmissionWait.isPositive(), "sluice.operations.max-admission-wait must be positive");
	}

}
