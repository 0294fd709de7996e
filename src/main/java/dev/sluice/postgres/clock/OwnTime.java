package dev.sluice.postgres.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What the machine that an instance runs on can tell of the time.
 *
 * @param clock the machine's clock, which may be wrong
 * @param ticks nanoseconds since some moment, which nobody sets
 */
record OwnTime(InstantSource clock, LongSupplier ticks) {

	static OwnTime ofMachine() {
		return new OwnTime(InstantSource.system(), System::nanoTime);
	}

	Instant now() {
		return this.clock.instant();
	}

	/** How long ago it was that the ticks were so. */
	Duration since(long then) {
		return Duration.ofNanos(this.ticks.getAsLong() - then);
	}

}
