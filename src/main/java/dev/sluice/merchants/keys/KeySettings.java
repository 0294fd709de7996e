package dev.sluice.merchants.keys;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How API keys are looked up ({@code sluice.keys.*}).
 *
 * @param knownFor how long a key that was looked up counts as known, and thus how long it
 * works at the most after it was revoked
 * @param maxKnown how many keys are known at once
 * @param maxPerMode how many keys of a merchant may work in a mode
 */
@ConfigurationProperties("sluice.keys")
record KeySettings(@DefaultValue("5s") Duration knownFor, @DefaultValue("10000") int maxKnown,
		@DefaultValue("100") int maxPerMode) {

	KeySettings {
		Assert.isTrue(!knownFor.isNegative() && knownFor.toMinutes() < 5,
				"sluice.keys.known-for must be less than 5 minutes");
		Assert.isTrue(maxKnown >= 0, "sluice.keys.max-known must not be negative");
		Assert.isTrue(maxPerMode > 0, "sluice.keys.max-per-mode must be positive");
	}

}
