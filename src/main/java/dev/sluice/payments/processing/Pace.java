package dev.sluice.payments.processing;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * How many look-ups a processor is asked at once. Each answer allows one more, up to its
 * places; each that tells nothing halves them. A processor that tells nothing again and
 * again is left alone, ever longer, and asked once in between: it is not besieged when it
 * comes back, and not by all instances at the same moment.
 */
final class Pace {

	/** To begin with, before anything is known of the processor. */
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

	/**
	 * A pace for so many places.
	 * @param shortest the first pause; each that follows is twice as long
	 * @param nanos as {@link System#nanoTime}
	 */
	Pace(int most, Duration shortest, Duration longest, LongSupplier nanos) {
		this.most = most;
		this.shortest = shortest;
		this.longest = longest;
		this.nanos = nanos;
		this.allowed = Math.min(FIRST, most);
		this.pause = shortest;
		this.pausedSince = nanos.getAsLong();
		this.pausedUntil = this.pausedSince;
	}

	/** How many may be asked at once now; none in a pause. */
	synchronized int allowed() {
		return (this.nanos.getAsLong() - this.pausedUntil < 0) ? 0 : this.allowed;
	}

	/** The processor has told what it knows. */
	synchronized void answered() {
		this.failures = 0;
		this.pause = this.shortest;
		this.pausedUntil = this.nanos.getAsLong();
		this.allowed = Math.min(this.most, this.allowed + 1);
	}

	/**
	 * It has not. Those that were under way together when a pause began do not make it
	 * longer.
	 * @param asked when it was asked
	 */
	synchronized void failed(long asked) {
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

	/** From half of it to one and a half. */
	private static double jitter() {
		return 0.5 + ThreadLocalRandom.current().nextDouble();
	}

}
