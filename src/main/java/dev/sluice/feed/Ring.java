package dev.sluice.feed;

import java.util.Arrays;

import dev.sluice.feed.Segment.Slice;
import dev.sluice.journal.Entry;
import dev.sluice.journal.Selection;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of a merchant, encoded once for all readers. What does not fit any
 * more is dropped from its old end. One thread adds, any number read. The buffers must
 * not be recycled, so that who comes late to one finds it released.
 */
final class Ring {

	private static final int SEGMENT_BYTES = 64 * 1024;

	private final ByteBufAllocator allocator;

	private final long maxBytes;

	private volatile Segment[] segments = {};

	private volatile long last;

	private boolean closed;

	/**
	 * Starts an empty ring.
	 * @param head the position that comes before all that will be added
	 */
	Ring(ByteBufAllocator allocator, long maxBytes, long head) {
		this.allocator = allocator;
		this.maxBytes = maxBytes;
		this.last = head;
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

	/** Adds the entry that follows the last one. */
	synchronized void add(Entry entry) {
		if (this.closed) {
			return;
		}
		Segment[] known = this.segments;
		if (known.length == 0 || !known[known.length - 1].hasRoomFor(entry)) {
			known = grow(known, entry);
		}
		known[known.length - 1].add(entry);
		this.last = entry.position();
	}

	private Segment[] grow(Segment[] known, Entry entry) {
		int capacity = Math.max(SEGMENT_BYTES, ServerSentEvents.capacity(entry));
		int drop = 0;
		for (long bytes = bytes(known) + capacity; bytes > this.maxBytes && drop < known.length; drop++) {
			bytes -= known[drop].capacity();
		}
		Segment[] grown = Arrays.copyOfRange(known, drop, known.length + 1);
		grown[grown.length - 1] = new Segment(entry.position(), this.allocator.directBuffer(capacity, capacity));
		this.segments = grown;
		for (Segment old : Arrays.copyOf(known, drop)) {
			old.release();
		}
		return grown;
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

	long bytes() {
		return bytes(this.segments);
	}

	private static long bytes(Segment[] segments) {
		long bytes = 0;
		for (Segment segment : segments) {
			bytes += segment.capacity();
		}
		return bytes;
	}

	/** Lets go of everything; what readers have taken stays theirs. */
	synchronized void close() {
		this.closed = true;
		Segment[] known = this.segments;
		this.segments = new Segment[0];
		for (Segment segment : known) {
			segment.release();
		}
	}

}
