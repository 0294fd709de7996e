package dev.sluice.http.connection;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;

import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a connection and their answers, which come in the same order, and
 * whether it goes on after one. Used by the connection's event loop alone.
 */
final class Turns {

	private static final int NEVER = Integer.MAX_VALUE;

	private int asked;

	private int whole;

	private int begun;

	private int ended;

	private int last = NEVER;

	private boolean old;

	/** Which of them want to know a head alone, which few do. */
	private final Queue<Integer> heads = new ArrayDeque<>(1);

	/**
	 * A request is let in, or refused. A connection on which HTTP/1.0 was spoken once
	 * stays one of HTTP/1.0.
	 */
	void asked(@Nullable HttpVersion version) {
		this.asked++;
		this.old |= version != null && version.minorVersion() == 0;
	}

	/** The request that was asked last is for the head of an answer. */
	void askedForHead() {
		var _ = this.heads.add(this.asked);
	}

	/** All of the request has arrived. */
	void whole() {
		this.whole++;
	}

	/**
	 * An answer has begun.
	 * @return whether its head alone was asked for
	 */
	boolean begun() {
		this.begun++;
		if (!Objects.equals(this.heads.peek(), this.begun)) {
			return false;
		}
		var _ = this.heads.poll();
		return true;
	}

	/** An answer has ended. */
	void ended() {
		this.ended++;
	}

	/** Whether the answer to the newest request has begun. */
	boolean isAnswered() {
		return this.begun >= this.asked;
	}

	/** Whether all requests but the newest have been answered in full. */
	boolean isNext() {
		return this.ended + 1 == this.asked;
	}

	/** Whether an answer was given before all was read that it answers. */
	boolean isCutShort() {
		return this.ended > 0 && this.whole < this.asked;
	}

	/** Nothing is answered that comes later. */
	void closeAfterAll() {
		this.last = Math.min(this.last, this.asked);
	}

	/** The newest request is not answered. */
	void closeBeforeLast() {
		this.last = Math.min(this.last, this.asked - 1);
	}

	/** Whether the answer that is being given is the last one. */
	boolean isLast() {
		return this.begun >= this.last;
	}

	/** Whether the reader may know HTTP/1.0 alone. */
	boolean isOld() {
		return this.old;
	}

}
