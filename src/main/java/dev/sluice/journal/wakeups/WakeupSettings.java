package dev.sluice.journal.wakeups;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How readers learn that a journal grew ({@code sluice.journal.*}).
 *
 * @param announceInterval how long after an instance told others which journals grew it
 * tells them again at the earliest
 * @param pollInterval how long a reader sleeps at the most without looking by itself
 */
@ConfigurationProperties("sluice.journal")
record WakeupSettings(@DefaultValue("20ms") Duration announceInterval, @DefaultValue("2s") Duration pollInterval) {

	WakeupSettings {
		Assert.isTrue(!announceInterval.isNegative(), "sluice.journal.announce-interval must not be negative");
		Assert.isTrue(pollInterval.toMillis() > 0, "sluice.journal.poll-interval must be at least 1ms");
	}

}
