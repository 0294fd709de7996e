package dev.sluice.destinations.lag;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How it is watched how far destinations are behind ({@code sluice.destinations.lag.*}).
 *
 * @param interval how often it is looked
 * @param count at how many destinations at the most
 */
@ConfigurationProperties("sluice.destinations.lag")
record LagSettings(@DefaultValue("15s") Duration interval, @DefaultValue("10000") int count) {

	LagSettings {
		Assert.isTrue(interval.isPositive(), "sluice.destinations.lag.interval must be positive");
		Assert.isTrue(count > 0, "sluice.destinations.lag.count must be positive");
	}

}
