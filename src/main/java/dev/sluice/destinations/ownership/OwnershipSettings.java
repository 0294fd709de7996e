package dev.sluice.destinations.ownership;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How instances share destinations ({@code sluice.destinations.*}).
 *
 * @param lease how long what an instance works on is its own without a sign of it
 * @param beat how often it gives one
 */
@ConfigurationProperties("sluice.destinations")
record OwnershipSettings(@DefaultValue("15s") Duration lease, @DefaultValue("3s") Duration beat) {

	OwnershipSettings {
		Assert.isTrue(beat.toMillis() > 0 && lease.compareTo(beat.multipliedBy(2)) >= 0,
				"sluice.destinations.beat must be at least 1ms, and lease at least twice as long");
	}

}
