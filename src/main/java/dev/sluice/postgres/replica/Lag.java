package dev.sluice.postgres.replica;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether a replica is too far behind: whether it lacks what the primary had written some
 * time ago. It is not asked how old the newest change is that it has, for where nothing
 * is written that is old, too. Used by one at a time.
 */
final class Lag {

	private final Duration most;

	/** Oldest first; of those that are old enough the newest alone. */
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
		this.samples.addLast(new Sample(position, now));
		while (this.samples.size() > 1 && isOld(this.samples.stream().skip(1).findFirst().orElseThrow(), now)) {
			this.samples.removeFirst();
		}
	}

	/** Whether a replica that has got so far is too far behind. */
	boolean isTooLarge(long position, long now) {
		Sample oldest = this.samples.peekFirst();
		return oldest != null && isOld(oldest, now) && position < oldest.position();
	}

	private boolean isOld(Sample sample, long now) {
		return now - sample.time() >= this.most.toNanos();
	}

	/** Where the primary was at a time. */
	private record Sample(long position, long time) {
	}

}
