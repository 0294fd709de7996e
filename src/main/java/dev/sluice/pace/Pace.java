package dev.sluice.pace;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * How much another system is asked at once. Each answer allows one more, up to a limit;
 * each failure halves it. One that fails again and again is left alone, ever longer, and
 * asked once in between: it is not besieged when it comes back, and not by all instances
 * at the same moment. Any thread may call.
 */
public final class Pace {

	/** To begin with, before anything is known of the other system. */
	private static final int FIRST = 4;

	/** So many failures in a row are not about the single operation. */
	private static final int TROUBLE = 4;

	private final int most;

	private final Duration shortest;

	private final Duration longest;

	private final LongSupplier nanos;

	private int allowed;

	private int failures;

	private Duration pause;

	private long pausedSince;

	private long pausedUntil;

	private long restsUntil;

	/**
	 * A pace for so many places.
	 * @param shortest the first pause; each that follows is twice as long
	 * @param nanos as {@link System#nanoTime}
	 */
	public Pace(int most, Duration shortest, Duration longest, LongSupplier nanos) {
		this.most = most;
		this.shortest = shortest;
		this.longest = longest;
		this.nanos = nanos;
		this.allowed = Math.min(FIRST, most);
		this.pause = shortest;
		this.pausedSince = nanos.getAsLong();
		this.pausedUntil = this.pausedSince;
		this.restsUntil = this.pausedSince;
	}

	/** How much may be asked at once now; nothing in a pause. */
	public synchronized int allowed() {
		return pause().isPositive() ? 0 : this.allowed;
	}

	/** It has answered. */
	public synchronized void answered() {
		this.failures = 0;
		this.pause = this.shortest;
		this.pausedUntil = this.nanos.getAsLong();
		this.allowed = Math.min(this.most, this.allowed + 1);
	}

	/**
	 * It has failed. Those that were under way together when a pause began do not make it
	 * longer.
	 * @param asked when it was asked
	 */
	public synchronized void failed(long asked) {
		if (asked - this.pausedSince < 0) {
			return;
		}
		this.failures++;
		this.allowed = Math.max(1, this.allowed / 2);
		if (this.failures >= TROUBLE) {
			this.allowed = 1;
			this.pausedSince = this.nanos.getAsLong();
			this.pausedUntil = this.pausedSince + (long) (this.pause.toNanos() * jitter());
			Duration twice = this.pause.multipliedBy(2);
			this.pause = (twice.compareTo(this.longest) < 0) ? twice : this.longest;
		}
	}

	/**
	 * Nothing is asked of it for so long, beginning now, whatever it answers meanwhile.
	 */
	public synchronized void rest(Duration time) {
		long until = this.nanos.getAsLong() + time.toNanos();
		if (until - this.restsUntil > 0) {
			this.restsUntil = until;
		}
	}

	/** For how long nothing is asked of it; zero where it may be. */
	public synchronized Duration pause() {
		long now = this.nanos.getAsLong();
		return Duration.ofNanos(Math.max(0, Math.max(this.pausedUntil - now, this.restsUntil - now)));
	}

	/** Whether it has failed again and again, and not answered since. */
	public synchronized boolean isInTrouble() {
		return this.failures >= TROUBLE;
	}

	/** From half of it to one and a half. */
	private static double jitter() {
		return 0.5 + ThreadLocalRandom.current().nextDouble();
	}

}
