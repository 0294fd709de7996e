package dev.sluice.merchants.standing;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How those who read what lasts are looked at again ({@code sluice.standing.*}).
 *
 * @param checkInterval how often, and thus how long a stream or an export goes on at the
 * most after its key was revoked or its session ended at another instance
 * @param checkTimeout how long the database may take to answer
 */
@ConfigurationProperties("sluice.standing")
record StandingSettings(@DefaultValue("3s") Duration checkInterval, @DefaultValue("10s") Duration checkTimeout) {

	StandingSettings {
		Assert.isTrue(checkInterval.toMillis() >= 100 && checkInterval.toMinutes() < 5,
				"sluice.standing.check-interval must be at least 100ms and less than 5 minutes");
		Assert.isTrue(checkTimeout.isPositive(), "sluice.standing.check-timeout must be positive");
	}

}
