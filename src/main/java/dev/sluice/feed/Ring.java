package dev.sluice.feed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

import dev.sluice.feed.Segment.Slice;
import dev.sluice.journal.Entry;
import dev.sluice.journal.Selection;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of a merchant, encoded once for all readers. What does not fit any
 * more is dropped from its old end, down to nothing where others need the memory: then
 * whoever needs it finds that it is not here. One thread adds, any number read, and drop.
 */
final class Ring {

	private static final int SEGMENT_BYTES = 64 * 1024;

	private static final Segment[] NONE = {};

	private final RingMemory memory;

	private final long maxBytes;

	private final LongConsumer deaf;

	private volatile Segment[] segments = NONE;

	private volatile long last;

	private volatile long bytes;

	/** Guarded by the memory. */
	private long lastAsked;

	/** What was dropped while readers had some of it, oldest first. */
	private final List<Segment> dropped = new ArrayList<>();

	private boolean closed;

	/**
	 * Starts an empty ring.
	 * @param head the position that comes before all that will be added
	 * @param deaf is told a position when readers who were given entries up to it, and
	 * have not taken them, are to be cut off
	 */
	Ring(RingMemory memory, long maxBytes, long head, LongConsumer deaf) {
		this.memory = memory;
		this.maxBytes = maxBytes;
		this.last = head;
		this.deaf = deaf;
		memory.enter(this);
	}

	/** The newest position. */
	long last() {
		return this.last;
	}

	/** Whether everything after a position is, or will be, found here. */
	boolean reaches(long position) {
		Segment[] known = this.segments;
		return position >= ((known.length > 0) ? known[0].first() - 1 : this.last);
	}

	/** Adds the entry that follows the last one; behind a gap the ring begins anew. */
	void add(Entry entry) {
		if (entry.position() != this.last + 1) {
			pass(entry.position() - 1);
		}
		if (!addToLast(entry)) {
			int capacity = Math.max(SEGMENT_BYTES, ServerSentEvents.capacity(entry));
			boolean more = true;
			while (more && this.bytes + capacity > this.maxBytes) {
				more = drop();
			}
			addToNext(entry, this.memory.allocate(this, capacity));
		}
	}

	/** Nothing comes any more up to a position, and what is held does not lead there. */
	void pass(long position) {
		dropAll();
		this.last = position;
	}

	/** False where it needs a segment more. */
	private synchronized boolean addToLast(Entry entry) {
		Segment[] known = this.segments;
		if (!this.closed && (known.length == 0 || !known[known.length - 1].hasRoomFor(entry))) {
			return false;
		}
		if (!this.closed) {
			known[known.length - 1].add(entry);
			this.last = entry.position();
		}
		return true;
	}

	/** Without room, nothing is kept, since there must be no hole. */
	private synchronized void addToNext(Entry entry, @Nullable ByteBuf room) {
		if (room == null) {
			dropAll();
		}
		else {
			Segment[] known = this.segments;
			Segment[] grown = Arrays.copyOf(known, known.length + 1);
			grown[known.length] = new Segment(entry.position(), room);
			grown[known.length].add(entry);
			this.bytes += room.capacity();
			this.segments = grown;
		}
		if (this.closed) {
			dropAll();
		}
		this.last = entry.position();
	}

	/**
	 * Drops its oldest segment.
	 * @return whether there was one
	 */
	synchronized boolean drop() {
		Segment[] known = this.segments;
		if (known.length == 0) {
			return false;
		}
		Segment oldest = known[0];
		this.segments = Arrays.copyOfRange(known, 1, known.length);
		this.bytes -= oldest.capacity();
		oldest.release();
		this.memory.dropped(oldest.capacity());
		boolean _ = this.dropped.removeIf(Segment::isFree);
		if (!oldest.isFree()) {
			boolean _ = this.dropped.add(oldest);
		}
		return true;
	}

	private void dropAll() {
		boolean more = true;
		while (more) {
			more = drop();
		}
	}

	/**
	 * The events after a position, as far as they lie in one piece.
	 * @return null where there are none yet, or not any more
	 */
	@Nullable Slice after(long position, Selection selection, int maxSliceBytes) {
		Segment[] known = this.segments;
		for (int i = known.length - 1; i >= 0; i--) {
			if (known[i].first() <= position + 1) {
				Slice slice = known[i].after(position, selection, maxSliceBytes);
				boolean ends = i + 1 < known.length && position + 1 >= known[i + 1].first();
				return (slice == null && ends) ? known[i + 1].after(position, selection, maxSliceBytes) : slice;
			}
		}
		return null;
	}

	/** How much it holds. */
	long bytes() {
		return this.bytes;
	}

	/** How much of what it dropped its readers hold. */
	synchronized long untaken() {
		boolean _ = this.dropped.removeIf(Segment::isFree);
		return this.dropped.stream().mapToLong(Segment::capacity).sum();
	}

	/** Lets those be cut off who hold the oldest, about so much, of what it dropped. */
	synchronized void cutOff(long excess) {
		long freed = 0;
		long upTo = 0;
		for (Segment segment : this.dropped) {
			if (freed < excess) {
				freed += segment.capacity();
				upTo = segment.last();
			}
		}
		this.deaf.accept(upTo);
	}

	/** When it last asked for memory, as that counts. */
	long lastAsked() {
		return this.lastAsked;
	}

	void asked(long when) {
		this.lastAsked = when;
	}

	/** Lets go of everything; what readers have taken stays theirs. */
	void close() {
		this.memory.leave(this);
		synchronized (this) {
			this.closed = true;
			dropAll();
		}
	}

}
