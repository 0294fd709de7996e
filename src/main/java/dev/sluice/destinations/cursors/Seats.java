package dev.sluice.destinations.cursors;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Room for so many who work at once; the others wait in line. Each waits once, so the
 * line is as long as there are destinations here.
 */
final class Seats {

	private final Deque<Runnable> waiting = new ArrayDeque<>();

	private int free;

	Seats(int seats) {
		this.free = seats;
	}

	/** Starts the work as soon as there is room; it must not block. */
	void take(Runnable work) {
		synchronized (this) {
			if (this.free == 0) {
				this.waiting.addLast(work);
				return;
			}
			this.free--;
		}
		work.run();
	}

	/** Makes room again. */
	void leave() {
		Runnable next;
		synchronized (this) {
			next = this.waiting.poll();
			if (next == null) {
				this.free++;
			}
		}
		if (next != null) {
			next.run();
		}
	}

	/** How many wait. */
	synchronized int waiting() {
		return this.waiting.size();
	}

}
