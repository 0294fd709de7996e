package dev.sluice.destinations.cursors;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Room for so many who work at once; the others wait in line. One merchant has a part of
 * the seats at the most, so that others find one, whatever is slow there. Each waits
 * once, so the line is as long as there are destinations here.
 */
final class Seats {

	/** One merchant has every fourth seat at the most. */
	private static final int PARTS = 4;

	private final Deque<Guest> waiting = new ArrayDeque<>();

	private final Map<UUID, Integer> taken = new HashMap<>();

	private final int share;

	private int free;

	Seats(int seats) {
		this.free = seats;
		this.share = Math.max(1, seats / PARTS);
	}

	/** Starts the work as soon as there is room; it must not block. */
	void take(UUID merchant, Runnable work) {
		synchronized (this) {
			if (!hasRoom(merchant)) {
				this.waiting.addLast(new Guest(merchant, work));
				return;
			}
			sit(merchant);
		}
		work.run();
	}

	/** Makes room again. */
	void leave(UUID merchant) {
		Guest next;
		synchronized (this) {
			this.free++;
			var _ = this.taken.computeIfPresent(merchant, (id, mine) -> (mine > 1) ? mine - 1 : null);
			next = next();
		}
		if (next != null) {
			next.work.run();
		}
	}

	private @Nullable Guest next() {
		for (Iterator<Guest> line = this.waiting.iterator(); line.hasNext();) {
			Guest guest = line.next();
			if (hasRoom(guest.merchant)) {
				line.remove();
				sit(guest.merchant);
				return guest;
			}
		}
		return null;
	}

	private boolean hasRoom(UUID merchant) {
		return this.free > 0 && this.taken.getOrDefault(merchant, 0) < this.share;
	}

	private void sit(UUID merchant) {
		this.free--;
		var _ = this.taken.merge(merchant, 1, Integer::sum);
	}

	/** Whether somebody waits. */
	boolean areWanted() {
		return waiting() > 0;
	}

	/** How many wait. */
	synchronized int waiting() {
		return this.waiting.size();
	}

	/** Who waits, and what for. */
	private record Guest(UUID merchant, Runnable work) {
	}

}
