package dev.sluice.feed;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How the journal is served ({@code sluice.feed.*}).
 *
 * @param heartbeat how often a stream that is quiet shows that it is alive
 * @param retry after which a client connects again; up to as much again is added at
 * random
 * @param pageSize how many entries are read, and held for a reader, at once
 */
@ConfigurationProperties("sluice.feed")
record FeedSettings(@DefaultValue("15s") Duration heartbeat, @DefaultValue("1s") Duration retry,
		@DefaultValue("256") int pageSize) {

	FeedSettings {
		Assert.isTrue(heartbeat.isPositive(), "sluice.feed.heartbeat must be positive");
		Assert.isTrue(retry.isPositive(), "sluice.feed.retry must be positive");
		Assert.isTrue(pageSize > 0 && pageSize <= 10_000, "sluice.feed.page-size must be 1 to 10000");
	}

}
