package dev.sluice.feed;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The memory of the rings of all merchants, with what readers have not taken yet of what
 * the rings dropped. A ring asks for a segment at a time. Where there is no more, the
 * largest ring drops its oldest segment, so that a busy merchant takes nothing from one
 * that has less; among equals it is the ring that has not asked for the longest time.
 *
 * <p>
 * Three quarters are for the rings. A quarter may be held by readers alone; beyond it,
 * those who have left the oldest of it on their connections are cut off, first of the
 * merchant whose readers hold the most. A lock is held while a ring is taken or dropped,
 * never while one is read; that of a ring is taken inside of it, not the other way round.
 */
final class RingMemory {

	/** The buffers must not be recycled, so that who comes late finds them released. */
	private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);

	private final long all;

	private final Set<Ring> rings = ConcurrentHashMap.newKeySet();

	private final AtomicLong inRings = new AtomicLong();

	private long allocations;

	/** Has so many bytes in all. */
	RingMemory(long all) {
		this.all = all;
	}

	void enter(Ring ring) {
		boolean _ = this.rings.add(ring);
	}

	/** Of a ring that is about to close. */
	void leave(Ring ring) {
		boolean _ = this.rings.remove(ring);
	}

	/** How much the rings hold. */
	long inRings() {
		return this.inRings.get();
	}

	/** How much is held by readers alone. */
	long untaken() {
		return used() - inRings();
	}

	/** How much is held at all, as it was allocated. */
	long used() {
		return this.allocator.metric().usedDirectMemory();
	}

	/**
	 * Room for a segment.
	 * @param asker which holds no lock of its own; it may lose segments meanwhile
	 * @return given back when the segment is dropped; null where there is no room
	 */
	synchronized @Nullable ByteBuf allocate(Ring asker, int bytes) {
		boolean room = makeRoom(asker, bytes);
		cutOffTheDeaf();
		if (!room || used() + bytes > this.all) {
			return null;
		}
		this.allocations++;
		asker.asked(this.allocations);
		var _ = this.inRings.addAndGet(bytes);
		return this.allocator.directBuffer(bytes, bytes);
	}

	/** Notes that a ring has dropped so much. */
	void dropped(int bytes) {
		var _ = this.inRings.addAndGet(-bytes);
	}

	private boolean makeRoom(Ring asker, int bytes) {
		while (inRings() + bytes > this.all - this.all / 4) {
			Ring largest = largest(asker, bytes);
			if (!largest.drop() && largest == asker) {
				return false;
			}
		}
		return true;
	}

	/** As if the one that asks had been given what it asks for. */
	private Ring largest(Ring asker, int bytes) {
		Ring largest = asker;
		long most = asker.bytes() + bytes;
		for (Ring ring : this.rings) {
			long size = ring.bytes();
			boolean first = size > most
					|| (size == most && (largest == asker || ring.lastAsked() < largest.lastAsked()));
			if (ring != asker && first) {
				largest = ring;
				most = size;
			}
		}
		return largest;
	}

	private void cutOffTheDeaf() {
		long excess = untaken() - this.all / 4;
		if (excess > 0) {
			this.rings.stream().max(Comparator.comparingLong(Ring::untaken)).ifPresent((ring) -> ring.cutOff(excess));
		}
	}

}
