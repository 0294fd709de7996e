package dev.sluice.journal.wakeups;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How readers learn that a journal grew ({@code sluice.journal.*}).
 *
 * @param pollInterval how long a reader sleeps at the most without looking by itself
 * @param reconnectDelay after which a lost listening connection is opened again
 * @param listenerHeartbeat how often the listening connection is tried; it is given up
 * when it does not answer for as long again
 */
@ConfigurationProperties("sluice.journal")
record WakeupSettings(@DefaultValue("2s") Duration pollInterval, @DefaultValue("1s") Duration reconnectDelay,
		@DefaultValue("5s") Duration listenerHeartbeat) {

	WakeupSettings {
		Assert.isTrue(pollInterval.toMillis() > 0, "sluice.journal.poll-interval must be at least 1ms");
		Assert.isTrue(reconnectDelay.isPositive(), "sluice.journal.reconnect-delay must be positive");
		Assert.isTrue(listenerHeartbeat.isPositive(), "sluice.journal.listener-heartbeat must be positive");
	}

}
