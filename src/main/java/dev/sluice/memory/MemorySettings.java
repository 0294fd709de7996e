package dev.sluice.memory;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How much memory answers take ({@code sluice.memory.*}).
 *
 * @param answers how much all of them may hold together; a quarter of the heap where
 * nothing is said
 * @param share how much of that one merchant may hold, in percent
 * @param queueSize how many requests may wait for some of it
 * @param maxWait how long a request waits for it
 * @param takeTimeout how long a reader may leave an answer, or the next piece of it, on
 * its connection before that is closed
 * @param crowdedTakeTimeout how long he may do so where others wait for memory
 * @param lookInterval how often it is looked for such readers
 */
@ConfigurationProperties("sluice.memory")
record MemorySettings(@Nullable DataSize answers, @DefaultValue("50") int share, @DefaultValue("1000") int queueSize,
		@DefaultValue("5s") Duration maxWait, @DefaultValue("2m") Duration takeTimeout,
		@DefaultValue("10s") Duration crowdedTakeTimeout, @DefaultValue("5s") Duration lookInterval) {

	static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	MemorySettings {
		Assert.isTrue(answers == null || answers.toBytes() > 0, "sluice.memory.answers must be positive");
		Assert.isTrue(share > 0 && share <= 100, "sluice.memory.share must be 1 to 100");
		Assert.isTrue(queueSize > 0, "sluice.memory.queue-size must be positive");
		Assert.isTrue(maxWait.isPositive(), "sluice.memory.max-wait must be positive");
		Assert.isTrue(takeTimeout.isPositive(), "sluice.memory.take-timeout must be positive");
		Assert.isTrue(crowdedTakeTimeout.isPositive(), "sluice.memory.crowded-take-timeout must be positive");
		Assert.isTrue(lookInterval.isPositive(), "sluice.memory.look-interval must be positive");
	}

	long bytes() {
		return (this.answers != null) ? this.answers.toBytes() : Runtime.getRuntime().maxMemory() / 4;
	}

	long shareBytes() {
		return bytes() * this.share / 100;
	}

}
