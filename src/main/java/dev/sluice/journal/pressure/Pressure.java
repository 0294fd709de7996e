package dev.sluice.journal.pressure;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Whether this instance asks to be left alone: its queue of appends has been full for a
 * while. Where the database is what is slow, the queues of all instances are full, and
 * nobody would be left to refuse politely, to read and to stream. So each waits for a
 * time of its own before it leaves, rests for a short while, and tries again: they take
 * turns, a few at a time.
 */
@Component
public class Pressure {

	private static final int SPREAD = 3;

	private final PressureSettings settings;

	private final LongSupplier nanos;

	private final DoubleSupplier chance;

	/** Since when it has been full, or has rested; while it is neither, the last look. */
	private long since;

	private boolean full;

	private long patience;

	private volatile boolean resting;

	@Autowired
	Pressure(PressureSettings settings) {
		this(settings, System::nanoTime, () -> ThreadLocalRandom.current().nextDouble());
	}

	Pressure(PressureSettings settings, LongSupplier nanos, DoubleSupplier chance) {
		this.settings = settings;
		this.nanos = nanos;
		this.chance = chance;
	}

	/** Looks how full the queue is now, from 0 to 1; several times a second. */
	public synchronized void look(double part) {
		long now = this.nanos.getAsLong();
		boolean rested = this.resting && now - this.since >= this.settings.rest().toNanos();
		if (part * 100 < this.settings.relief() || rested) {
			this.resting = false;
			this.full = false;
		}
		else if (!this.resting && part * 100 >= this.settings.full()) {
			fill(now);
		}
		else if (!this.resting) {
			this.full = false;
		}
	}

	private void fill(long now) {
		if (!this.full) {
			this.full = true;
			this.since = now;
			this.patience = this.settings.patience().toNanos()
					+ (long) (this.chance.getAsDouble() * SPREAD * this.settings.rest().toNanos());
		}
		else if (now - this.since >= this.patience) {
			this.resting = true;
			this.since = now;
		}
	}

	/** Whether it is to be given nothing just now. */
	boolean isTooHigh() {
		return this.resting;
	}

}
