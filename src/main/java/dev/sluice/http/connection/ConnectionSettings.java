package dev.sluice.http.connection;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * The limits of a connection ({@code sluice.web.*}).
 *
 * @param headTimeout how long a request may take from its first byte to the end of its
 * headers
 * @param maxUnfinishedSize how much all requests together may hold that have not arrived
 * in full
 * @param maxDiscardedSize how much of a body is read, and thrown away, after the answer,
 * so that the connection can go on; one that is larger is cut off
 * @param hostNames which names the server answers to, beside those of the loopback and,
 * in demo mode, its own address; outside of demo mode to all where there are none
 */
@ConfigurationProperties("sluice.web")
public record ConnectionSettings(@DefaultValue("10s") Duration headTimeout,
		@DefaultValue("32MB") DataSize maxUnfinishedSize, @DefaultValue("256KB") DataSize maxDiscardedSize,
		@DefaultValue List<String> hostNames) {

	/** The settings, or their defaults. */
	public ConnectionSettings {
		Assert.isTrue(headTimeout.isPositive(), "sluice.web.head-timeout must be positive");
		Assert.isTrue(maxUnfinishedSize.toBytes() > 0, "sluice.web.max-unfinished-size must be positive");
		Assert.isTrue(!maxDiscardedSize.isNegative(), "sluice.web.max-discarded-size must not be negative");
		hostNames = List.copyOf(hostNames);
	}

}
