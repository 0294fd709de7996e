package dev.sluice.feed;

import java.util.Objects;
import java.util.UUID;

import dev.sluice.journal.Entry;
import dev.sluice.journal.Selection;
import io.netty.buffer.ByteBuf;
import io.netty.util.IllegalReferenceCountException;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive events of a merchant, encoded one after the other in one buffer. One thread
 * adds, any number read.
 */
final class Segment {

	private static final int MAX_EVENTS = 256;

	private final long first;

	private final ByteBuf buffer;

	private final int[] ends = new int[MAX_EVENTS];

	private final @Nullable String[] types = new String[MAX_EVENTS];

	private final @Nullable UUID[] subjects = new UUID[MAX_EVENTS];

	/** Written after everything else of an event, and read before. */
	private volatile int count;

	/**
	 * Starts a segment.
	 * @param buffer released with it
	 */
	Segment(long first, ByteBuf buffer) {
		this.first = first;
		this.buffer = buffer;
	}

	long first() {
		return this.first;
	}

	/** The position of the newest of them. */
	long last() {
		return this.first + this.count - 1;
	}

	int capacity() {
		return this.buffer.capacity();
	}

	boolean hasRoomFor(Entry entry) {
		return this.count < MAX_EVENTS && this.buffer.writableBytes() >= ServerSentEvents.capacity(entry);
	}

	void add(Entry entry) {
		int index = this.count;
		ServerSentEvents.write(this.buffer, entry);
		this.ends[index] = this.buffer.writerIndex();
		this.types[index] = entry.type();
		this.subjects[index] = entry.subjectId();
		this.count = index + 1;
	}

	/**
	 * The events after a position, as far as they lie in one piece.
	 * @param position in or just before this segment
	 * @return null where there are none, or the segment is released
	 */
	@Nullable Slice after(long position, Selection selection, int maxBytes) {
		int known = this.count;
		int from = (int) Math.min(position + 1 - this.first, known);
		while (from < known && !wants(selection, from)) {
			from++;
		}
		int start = (from == 0) ? 0 : this.ends[from - 1];
		int to = from;
		while (to < known && wants(selection, to) && (to == from || this.ends[to] - start <= maxBytes)) {
			to++;
		}
		long reached = this.first + to - 1;
		return (reached <= position) ? null : slice(start, (to == from) ? start : this.ends[to - 1], reached);
	}

	private boolean wants(Selection selection, int index) {
		return selection.isAll() || selection.wants(Objects.requireNonNull(this.types[index]),
				Objects.requireNonNull(this.subjects[index]));
	}

	private @Nullable Slice slice(int start, int end, long reached) {
		try {
			return new Slice(this.buffer.retainedSlice(start, end - start), reached);
		}
		catch (IllegalReferenceCountException ex) {
			return null;
		}
	}

	void release() {
		boolean _ = this.buffer.release();
	}

	/** Whether nobody holds anything of it any more. */
	boolean isFree() {
		return this.buffer.refCnt() == 0;
	}

	/**
	 * A piece of a stream.
	 *
	 * @param bytes released by whoever takes it; empty where all of it was passed over
	 * @param upTo the position it reaches to
	 */
	record Slice(ByteBuf bytes, long upTo) {
	}

}
