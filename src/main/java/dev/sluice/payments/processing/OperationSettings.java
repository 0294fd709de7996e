package dev.sluice.payments.processing;

import java.time.Duration;
import java.util.Objects;

import dev.sluice.payments.leases.LeaseSettings;
import dev.sluice.payments.port.Capabilities;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How operations are brought to their end ({@code sluice.operations.*}).
 *
 * @param callTimeout after which the answer of a processor is no longer waited for
 * @param lease as in {@link LeaseSettings}; longer than two calls, a look-up and another
 * try
 * @param recoveryInterval how often operations that nobody brought to their end are
 * looked for
 * @param firstRetry after which an operation of unknown outcome is looked up first
 * @param maxRetry the longest time between two look-ups
 * @param giveUpAfter the age at which an operation that the processor knows nothing of is
 * given up; younger ones are sent again. Longer than the lease, and shorter than any
 * processor surely knows a repeat
 */
@ConfigurationProperties("sluice.operations")
record OperationSettings(@DefaultValue("30s") Duration callTimeout,
		@DefaultValue(LeaseSettings.DEFAULT_LEASE) Duration lease, @DefaultValue("1s") Duration recoveryInterval,
		@DefaultValue("1s") Duration firstRetry, @DefaultValue("5m") Duration maxRetry,
		@DefaultValue("20h") Duration giveUpAfter) {

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

	OperationSettings {
		Assert.isTrue(callTimeout.isPositive(), "sluice.operations.call-timeout must be positive");
		Assert.isTrue(lease.compareTo(callTimeout.multipliedBy(2)) > 0,
				"sluice.operations.lease must be longer than twice sluice.operations.call-timeout");
		Assert.isTrue(recoveryInterval.isPositive(), "sluice.operations.recovery-interval must be positive");
		Assert.isTrue(firstRetry.isPositive(), "sluice.operations.first-retry must be positive");
		Assert.isTrue(maxRetry.compareTo(firstRetry) >= 0,
				"sluice.operations.max-retry must not be shorter than sluice.operations.first-retry");
		Assert.isTrue(giveUpAfter.compareTo(lease) > 0,
				"sluice.operations.give-up-after must be longer than sluice.operations.lease");
	}

	/**
	 * An operation must have been given up before a processor may have forgotten it.
	 * @param name the processor's
	 * @throws IllegalArgumentException where it is not
	 */
	void mustEndWithin(Capabilities capabilities, String name) {
		Duration kept = capabilities.keysKept();
		Assert.isTrue(kept == null || this.giveUpAfter.compareTo(kept) < 0,
				() -> "sluice.operations.give-up-after must be shorter than %d hours, for which %s surely knows a repeated request"
					.formatted(Objects.requireNonNull(kept).toHours(), name));
	}

	/** The longest time for which a processor that tells nothing is left alone. */
	Duration longestPause() {
		return (this.maxRetry.compareTo(LONGEST_PAUSE) < 0) ? this.maxRetry : LONGEST_PAUSE;
	}

	/**
	 * How long the recovery waits for a place at a processor, twice at the most, so that
	 * its lease lasts.
	 */
	Duration recoveryPatience() {
		return this.lease.minus(this.callTimeout.multipliedBy(2)).dividedBy(2);
	}

}
