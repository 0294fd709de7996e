package dev.sluice.postgres.clock;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How an instance keeps to the time of the database ({@code sluice.clock.*}).
 *
 * @param checkInterval how often the time is read from the database
 * @param tolerance how far the instance's own clock may be from it until that is told
 */
@ConfigurationProperties("sluice.clock")
record ClockSettings(@DefaultValue("10s") Duration checkInterval, @DefaultValue("5s") Duration tolerance) {

	ClockSettings {
		Assert.isTrue(checkInterval.isPositive(), "sluice.clock.check-interval must be positive");
		Assert.isTrue(tolerance.isPositive(), "sluice.clock.tolerance must be positive");
	}

}
