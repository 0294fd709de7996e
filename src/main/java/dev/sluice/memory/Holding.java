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

	private volatile long touched = System.nanoTime();

	/**
	 * Holds nothing yet.
	 * @param abandon ends whatever holds it; done where its reader takes nothing
	 */
	Holding(AnswerMemory memory, Runnable abandon) {
		this.memory = memory;
		this.abandon = abandon;
	}

	/** Holds as much as this from now on; never waits. */
	public void resize(long bytes) {
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

	boolean isOlderThan(long nanos) {
		return System.nanoTime() - this.touched > nanos;
	}

	void abandon() {
		this.abandon.run();
	}

}
