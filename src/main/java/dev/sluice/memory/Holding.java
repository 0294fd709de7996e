package dev.sluice.memory;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What one request, or one stream, holds of the memory for answers, until it has ended.
 */
public final class Holding {

	private final AnswerMemory memory;

	private final Runnable abandon;

	/** Guarded by the memory, as is what follows. */
	@Nullable UUID caller;

	volatile long bytes;

	boolean ended;

	/** Whether its reader has it, or it is still being made. */
	private volatile boolean withItsReader;

	private volatile long touched = System.nanoTime();

	/**
	 * Holds nothing yet.
	 * @param abandon ends whatever holds it; done where its reader takes nothing
	 */
	Holding(AnswerMemory memory, Runnable abandon) {
		this.memory = memory;
		this.abandon = abandon;
	}

	/** Has been made, and holds as much as this from now on; never waits. */
	public void resize(long bytes) {
		this.withItsReader = true;
		touch();
		this.memory.resize(this, bytes);
	}

	/** How much it is. */
	public long bytes() {
		return this.bytes;
	}

	/** Lets go of what is held; there may be more later. */
	public void clear() {
		if (this.bytes > 0) {
			resize(0);
		}
	}

	/** Notes that its reader has taken something. */
	public void touch() {
		this.touched = System.nanoTime();
	}

	/** Lets go of all of it, for good. */
	public void end() {
		this.memory.end(this);
	}

	/** It is not the reader who is waited for, but the gateway. */
	void isBeingMade() {
		this.withItsReader = false;
		touch();
	}

	boolean isWithItsReader() {
		return this.withItsReader;
	}

	/** For how many nanoseconds nothing had happened to it then. */
	long age(long now) {
		return now - this.touched;
	}

	void abandon() {
		this.abandon.run();
	}

}
