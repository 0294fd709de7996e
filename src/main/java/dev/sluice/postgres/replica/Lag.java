package dev.sluice.postgres.replica;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether a replica is too far behind: unless it is known to have all that the primary
 * had written at some time that is not long ago. It is not asked how old the newest
 * change is that it has, for where nothing is written that is old, too. Used by one at a
 * time.
 */
final class Lag {

	private final Duration most;

	/** Oldest first; none that is older than the most. */
	private final Deque<Sample> samples = new ArrayDeque<>();

	/** Is too large beyond this. */
	Lag(Duration most) {
		this.most = most;
	}

	/** Beyond this it is too large. */
	Duration most() {
		return this.most;
	}

	/** Notes how far the primary had written at a time, in nanoseconds. */
	void wrote(long position, long now) {
		forget(now);
		this.samples.addLast(new Sample(position, now));
	}

	/** Whether a replica that has got so far may be too far behind. */
	boolean isTooLarge(long position, long now) {
		forget(now);
		Sample oldest = this.samples.peekFirst();
		return oldest == null || position < oldest.position();
	}

	private void forget(long now) {
		var _ = this.samples.removeIf((sample) -> now - sample.time() > this.most.toNanos());
	}

	/** Where the primary was at a time. */
	private record Sample(long position, long time) {
	}

}
