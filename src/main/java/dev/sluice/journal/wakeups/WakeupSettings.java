package dev.sluice.journal.wakeups;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How readers learn that a journal grew ({@code sluice.journal.*}).
 *
 * @param pollInterval how long a reader sleeps at the most without looking by itself
 */
@ConfigurationProperties("sluice.journal")
record WakeupSettings(@DefaultValue("2s") Duration pollInterval) {

	WakeupSettings {
		Assert.isTrue(pollInterval.toMillis() > 0, "sluice.journal.poll-interval must be at least 1ms");
	}

}
