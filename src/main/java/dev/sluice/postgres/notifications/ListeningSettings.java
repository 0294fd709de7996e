package dev.sluice.postgres.notifications;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How an instance listens to the others ({@code sluice.postgres.listening.*}).
 *
 * @param reconnectDelay after which a lost connection is opened again
 * @param heartbeat how often the connection is tried; it is given up when it does not
 * answer for as long again
 */
@ConfigurationProperties("sluice.postgres.listening")
record ListeningSettings(@DefaultValue("1s") Duration reconnectDelay, @DefaultValue("5s") Duration heartbeat) {

	ListeningSettings {
		Assert.isTrue(reconnectDelay.isPositive(), "sluice.postgres.listening.reconnect-delay must be positive");
		Assert.isTrue(heartbeat.isPositive(), "sluice.postgres.listening.heartbeat must be positive");
	}

}
