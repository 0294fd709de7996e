package dev.sluice.postgres;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * When PostgreSQL is taken to be away ({@code sluice.postgres.*}).
 *
 * @param silence how long it may say nothing to anybody who waits for it
 * @param failing how long everything may fail
 * @param firstProbe after which it is looked for first, while it is away
 * @param maxProbe the longest time between two such looks
 */
@ConfigurationProperties("sluice.postgres")
record CircuitSettings(@DefaultValue("2s") Duration silence, @DefaultValue("1s") Duration failing,
		@DefaultValue("250ms") Duration firstProbe, @DefaultValue("2s") Duration maxProbe) {

	/** Of these, a quarter passes before it is asked whether it is there. */
	private static final int QUARTERS = 4;

	CircuitSettings {
		Assert.isTrue(silence.isPositive(), "sluice.postgres.silence must be positive");
		Assert.isTrue(failing.isPositive(), "sluice.postgres.failing must be positive");
		Assert.isTrue(firstProbe.isPositive(), "sluice.postgres.first-probe must be positive");
		Assert.isTrue(maxProbe.compareTo(firstProbe) >= 0,
				"sluice.postgres.max-probe must not be shorter than sluice.postgres.first-probe");
	}

	/** After so long without a word it is asked whether it is there. */
	Duration suspicion() {
		return this.silence.dividedBy(QUARTERS);
	}

	/** How long it has for the answer to that. */
	Duration patience() {
		return this.silence.minus(suspicion());
	}

}
