package dev.sluice.feed;

import java.time.Duration;

import dev.sluice.memory.PageSize;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How the journal is served ({@code sluice.feed.*}).
 *
 * @param heartbeat how often a stream that is quiet shows that it is alive
 * @param retry after which a client connects again; up to as much again is added at
 * random
 * @param pageSize how many entries are read, and held for a reader, at once
 * @param pageBytes how much they may weigh together
 * @param answerBytes how much the events of a page of the API may weigh
 * @param ringSize how much of a merchant's newest events is held for its streams
 * @param ringsSize how much of that is held of all merchants together, with what readers
 * have not taken yet; an eighth of the heap where nothing is said
 * @param writeSize how much is written to a stream at once
 * @param parallelReads how many streams that are behind read the journal at once
 * @param maxStreams how many streams this instance has at the most
 * @param maxStreamsPerMerchant how many of them a merchant may have
 */
@ConfigurationProperties("sluice.feed")
record FeedSettings(@DefaultValue("15s") Duration heartbeat, @DefaultValue("1s") Duration retry,
		@DefaultValue("128") int pageSize, @DefaultValue("256KB") DataSize pageBytes,
		@DefaultValue("1MB") DataSize answerBytes, @DefaultValue("2MB") DataSize ringSize, @Nullable DataSize ringsSize,
		@DefaultValue("64KB") DataSize writeSize, @DefaultValue("4") int parallelReads,
		@DefaultValue("20000") int maxStreams, @DefaultValue("1000") int maxStreamsPerMerchant) {

	FeedSettings {
		Assert.isTrue(heartbeat.isPositive(), "sluice.feed.heartbeat must be positive");
		Assert.isTrue(retry.toMillis() > 0, "sluice.feed.retry must be at least 1ms");
		Assert.isTrue(pageSize > 0 && pageSize <= 10_000, "sluice.feed.page-size must be 1 to 10000");
		Assert.isTrue(pageBytes.toBytes() > 0 && pageBytes.toMegabytes() <= 16,
				"sluice.feed.page-bytes must be positive and at most 16MB");
		Assert.isTrue(answerBytes.toBytes() > 0 && answerBytes.toMegabytes() <= 16,
				"sluice.feed.answer-bytes must be positive and at most 16MB");
		Assert.isTrue(ringSize.toBytes() > 0, "sluice.feed.ring-size must be positive");
		Assert.isTrue(ringsSize == null || ringsSize.toBytes() > 0, "sluice.feed.rings-size must be positive");
		Assert.isTrue(writeSize.toBytes() > 0 && writeSize.toMegabytes() <= 16,
				"sluice.feed.write-size must be positive and at most 16MB");
		Assert.isTrue(parallelReads > 0, "sluice.feed.parallel-reads must be positive");
		Assert.isTrue(maxStreams > 0, "sluice.feed.max-streams must be positive");
		Assert.isTrue(maxStreamsPerMerchant > 0, "sluice.feed.max-streams-per-merchant must be positive");
	}

	long ringsBytes() {
		return (this.ringsSize != null) ? this.ringsSize.toBytes() : Runtime.getRuntime().maxMemory() / 8;
	}

	/** For a page of the API. */
	long answerRoom() {
		return PageSize.room(this.answerBytes);
	}

	/** For a reader of all. */
	long exportRoom() {
		return PageSize.roomForPages(this.pageBytes);
	}

	/** What a reader of all is given at once, who has so much room. */
	PageSize exportPage(long room) {
		return PageSize.pageWithin(this.pageSize, room);
	}

	/** What is read, and held for a reader, at once. */
	PageSize page() {
		return PageSize.of(this.pageSize, this.pageBytes);
	}

}
