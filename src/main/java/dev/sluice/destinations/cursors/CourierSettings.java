package dev.sluice.destinations.cursors;

import java.time.Duration;

import dev.sluice.memory.PageSize;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How journals are brought to destinations ({@code sluice.destinations.*}).
 *
 * @param concurrency how many events are under way to a destination at once
 * @param maxActive how many destinations an instance works on at once; a quarter more
 * where something fails
 * @param pageItems how many events of a destination are read at once
 * @param pageBytes how much they may weigh
 * @param maxHeld how many events of a destination may be held back; no more are read
 * meanwhile
 * @param firstRetry when a refused event is sent again; each time after that four times
 * as long
 * @param longestRetry the longest of these times
 * @param giveUpAfter how long an event is tried; and after how long without any success a
 * destination counts as failing
 * @param longestPause how long a destination that does not answer is left alone at the
 * most
 * @param lookInterval how often it looks by itself whether there is something to bring
 * @param shutdownWait how long a stopping instance waits for what is under way
 */
@ConfigurationProperties("sluice.destinations")
record CourierSettings(@DefaultValue("16") int concurrency, @DefaultValue("128") int maxActive,
		@DefaultValue("200") int pageItems, @DefaultValue("128KB") DataSize pageBytes,
		@DefaultValue("1000") int maxHeld, @DefaultValue("5s") Duration firstRetry,
		@DefaultValue("6h") Duration longestRetry, @DefaultValue("3d") Duration giveUpAfter,
		@DefaultValue("10m") Duration longestPause, @DefaultValue("10s") Duration lookInterval,
		@DefaultValue("5s") Duration shutdownWait) {

	/** Within which an instance that fails is left alone for the first time. */
	static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

	private static final int GROWTH = 4;

	CourierSettings {
		Assert.isTrue(concurrency > 0 && maxActive > 0 && pageItems > 0 && pageBytes.toBytes() > 0 && maxHeld > 0,
				"sluice.destinations: concurrency, max-active, page-items, page-bytes and max-held must be positive");
		Assert.isTrue(firstRetry.toMillis() > 0 && longestRetry.compareTo(firstRetry) >= 0,
				"sluice.destinations.first-retry must be at least 1ms, and not above longest-retry");
		Assert.isTrue(!giveUpAfter.isNegative(), "sluice.destinations.give-up-after must not be negative");
		Assert.isTrue(longestPause.toMillis() > 0 && lookInterval.toMillis() > 0,
				"sluice.destinations: longest-pause and look-interval must be at least 1ms");
		Assert.isTrue(!shutdownWait.isNegative(), "sluice.destinations.shutdown-wait must not be negative");
	}

	PageSize page() {
		return PageSize.of(this.pageItems, this.pageBytes);
	}

	/** How many destinations that fail are worked on at once. */
	int maxTroubled() {
		return Math.max(1, this.maxActive / 4);
	}

	/**
	 * How long to wait before an event is sent again.
	 * @param attempts how often it was sent
	 */
	Duration retryAfter(int attempts) {
		double grown = this.firstRetry.toMillis() * Math.pow(GROWTH, Math.max(0, attempts - 1));
		return Duration.ofMillis((long) Math.min(grown, (double) this.longestRetry.toMillis()));
	}

}
