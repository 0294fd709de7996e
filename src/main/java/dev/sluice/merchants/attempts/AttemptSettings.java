package dev.sluice.merchants.attempts;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How often what is wrong may be tried, at each instance ({@code sluice.attempts.*}).
 *
 * @param period in which so many attempts may fail; they are given back evenly over it
 * @param signIns how many sign-ins may fail, of an address and with keys that begin alike
 * @param credentials how many keys and sessions that are wrong are looked up for an
 * address
 * @param maxSources of how many addresses, and of how many beginnings of keys, it is
 * known how often they failed: some 500 bytes for each; the ones heard of least are
 * forgotten first
 */
@ConfigurationProperties("sluice.attempts")
record AttemptSettings(@DefaultValue("1m") Duration period, @DefaultValue("30") int signIns,
		@DefaultValue("100") int credentials, @DefaultValue("10000") int maxSources) {

	AttemptSettings {
		Assert.isTrue(period.toMillis() >= 1000 && period.toDays() < 1,
				"sluice.attempts.period must be at least 1s and less than a day");
		Assert.isTrue(signIns > 0 && signIns <= 1_000_000, "sluice.attempts.sign-ins must be 1 to 1000000");
		Assert.isTrue(credentials > 0 && credentials <= 1_000_000, "sluice.attempts.credentials must be 1 to 1000000");
		Assert.isTrue(maxSources > 0 && maxSources <= 1_000_000, "sluice.attempts.max-sources must be 1 to 1000000");
	}

}
