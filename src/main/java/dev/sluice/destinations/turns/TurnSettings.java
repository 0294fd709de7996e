package dev.sluice.destinations.turns;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How it is told what became of destinations ({@code sluice.destinations.*}).
 *
 * @param lookInterval how often an instance looks by itself whether there is something to
 * tell
 */
@ConfigurationProperties("sluice.destinations")
record TurnSettings(@DefaultValue("10s") Duration lookInterval) {

	TurnSettings {
		Assert.isTrue(lookInterval.toMillis() > 0, "sluice.destinations.look-interval must be at least 1ms");
	}

}
