package dev.sluice.http.connection;

import java.time.Duration;

/**
 * How much of the request is there that is arriving on a connection just now: nothing, a
 * part of its head, or its head and a part of its body. Used by the connection's event
 * loop alone.
 */
final class Arrival {

	/** What a piece that arrives by itself costs beside its bytes. */
	private static final int PIECE = 256;

	private final UnfinishedRequests all;

	private State state = State.NOTHING;

	private long since;

	private long bytes;

	private long rest;

	private long taken;

	private boolean awaited;

	Arrival(UnfinishedRequests all) {
		this.all = all;
	}

	/** Whether more is read as soon as it comes. */
	void await(boolean more) {
		this.awaited = more;
	}

	boolean isAwaited() {
		return this.awaited;
	}

	/** Bytes came that nobody has read yet. */
	void came(int count) {
		if (this.state == State.NOTHING) {
			this.state = State.HEAD;
			this.since = System.nanoTime();
		}
		this.bytes += count + PIECE;
	}

	/** The head is whole; the time of the body begins. */
	void head() {
		this.state = State.BODY;
		this.since = System.nanoTime();
	}

	/** The body has so many bytes, none where that is not said. */
	void expect(long length) {
		this.rest = length;
	}

	/** A part of the body was read. */
	void body(int count) {
		this.rest -= count;
	}

	/**
	 * How many bytes of the body are known to be missing, none where that is not known.
	 */
	long rest() {
		return Math.max(this.rest, 0);
	}

	/** The request is whole, or nothing more of it is waited for. */
	void end() {
		this.state = State.NOTHING;
		this.rest = 0;
		this.bytes = 0;
		giveBack();
	}

	/** Nothing is kept of what comes from now on. */
	void giveBack() {
		if (this.taken > 0) {
			this.all.give(this.taken);
			this.taken = 0;
		}
	}

	/**
	 * Takes room among all unfinished requests for what has come.
	 * @return false where there is none
	 */
	boolean takeRoom() {
		long more = this.bytes - this.taken;
		if (more > 0 && !this.all.take(more)) {
			return false;
		}
		this.taken = Math.max(this.bytes, this.taken);
		return true;
	}

	State state() {
		return this.state;
	}

	/** How many bytes have come, and what they cost beside. */
	long bytes() {
		return this.bytes;
	}

	/** How much is left of a time that began with the head or with the body. */
	Duration left(Duration limit) {
		return limit.minusNanos(System.nanoTime() - this.since);
	}

	/** What is there. */
	enum State {

		/** No byte, and none is waited for. */
		NOTHING,

		/** Some of the head. */
		HEAD,

		/** The head, and maybe some of the body. */
		BODY

	}

}
