package dev.sluice.client.connection;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long it is waited before something is tried again: each time twice as long, up to a
 * limit, and differently each time, so that not all who wait come back at once. For one
 * thread.
 */
public final class Backoff {

	private final Limits limits;

	private Duration next;

	private int failures;

	/** Nothing has failed yet. */
	public Backoff(Limits limits) {
		this.limits = limits;
		this.next = limits.firstPause();
	}

	/** How often it has failed since it worked last. */
	public int failures() {
		return this.failures;
	}

	/** It has worked, so the next pause is the shortest again. */
	public void worked() {
		worked(this.limits.firstPause());
	}

	/** As well, where the other side says how long that is to be at the least. */
	public void worked(Duration first) {
		this.failures = 0;
		Duration least = this.limits.firstPause();
		this.next = shorter((first.compareTo(least) > 0) ? first : least, this.limits.longestWish());
	}

	/**
	 * The next pause: half of what it may be at least.
	 * @param wish how long the other side wishes to be left alone, at least
	 */
	public Duration pause(Duration wish) {
		this.failures++;
		Duration longest = this.next;
		Duration most = this.limits.longestPause();
		this.next = (longest.compareTo(most) > 0) ? longest : shorter(longest.multipliedBy(2), most);
		long nanos = longest.toNanos();
		Duration pause = Duration.ofNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
		Duration granted = shorter(wish, this.limits.longestWish());
		return (granted.compareTo(pause) > 0) ? granted.plus(pause) : pause;
	}

	/** Waits for as long. */
	public void rest(Duration wish) throws InterruptedException {
		Thread.sleep(pause(wish));
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}
