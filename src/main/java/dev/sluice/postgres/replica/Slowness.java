package dev.sluice.postgres.replica;

import java.time.Duration;

/**
 * Whether a replica is too slow for pages. After some that took too long, one after the
 * other, none is asked for a while; then one at a time, until one is in time. Those that
 * were under way when the pause began have no say in it.
 */
final class Slowness {

	/** Of so many it is the replica that is slow, and not their filters. */
	static final int PAGES = 3;

	private final Duration patience;

	private final Duration pause;

	/** How many took too long since one did not. */
	private int pages;

	private long pausedUntil;

	/** When the next one may try, where it was too slow. */
	private long next;

	/** Nothing is slow yet; a page takes too long beyond the patience. */
	Slowness(Duration patience, Duration pause) {
		this.patience = patience;
		this.pause = pause;
	}

	/** Whether a page may be asked for now. */
	synchronized boolean lets(long now) {
		if (!isKnown()) {
			return true;
		}
		if (now - this.next < 0) {
			return false;
		}
		this.next = now + this.patience.toNanos();
		return true;
	}

	/** Whether nothing is asked for, until it is tried again. */
	synchronized boolean isPaused(long now) {
		return isKnown() && now - this.pausedUntil < 0;
	}

	/** A page was in time. Answers whether it ended the slowness. */
	synchronized boolean wasInTime(long begun) {
		if (isOfBefore(begun)) {
			return false;
		}
		boolean ended = isKnown();
		this.pages = 0;
		return ended;
	}

	/** A page took too long. Answers whether it is known only now to be slow. */
	synchronized boolean tookLong(long begun, long now) {
		if (isOfBefore(begun)) {
			return false;
		}
		boolean known = isKnown();
		this.pages++;
		if (isKnown()) {
			this.pausedUntil = now + this.pause.toNanos();
			this.next = this.pausedUntil;
		}
		return isKnown() && !known;
	}

	private boolean isKnown() {
		return this.pages >= PAGES;
	}

	private boolean isOfBefore(long begun) {
		return isKnown() && begun - this.pausedUntil < 0;
	}

}
