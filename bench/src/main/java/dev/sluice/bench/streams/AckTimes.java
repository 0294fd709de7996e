package dev.sluice.bench.streams;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** When the database acknowledged the commit of each of the newest positions. */
final class AckTimes {

	private static final int SIZE = 1 << 20;

	private final AtomicLongArray times = new AtomicLongArray(SIZE);

	void expect(long from, long to) {
		for (long position = from; position <= to; position++) {
			this.times.set((int) (position & (SIZE - 1)), 0);
		}
	}

	void committed(long from, long to, long now) {
		for (long position = from; position <= to; position++) {
			this.times.set((int) (position & (SIZE - 1)), now);
		}
	}

	/**
	 * How long ago that was in nanoseconds; 0 where the event was here before the
	 * acknowledgement.
	 */
	long age(long position, long now) {
		long time = this.times.get((int) (position & (SIZE - 1)));
		return (time == 0) ? 0 : Math.clamp(now - time, 0, TimeUnit.MINUTES.toNanos(4));
	}

}
