package dev.sluice.destinations.cursors;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Does what happens on many threads one thing after the other, on whichever of them comes
 * first; nobody waits.
 */
final class OneByOne {

	private final Queue<Runnable> changes = new ConcurrentLinkedQueue<>();

	private final AtomicInteger waiting = new AtomicInteger();

	private final Runnable then;

	private final Consumer<Throwable> fault;

	/**
	 * Nothing has happened yet.
	 * @param then what is done after one change or more
	 * @param fault told what any of it throws, so that nothing waits for what was not
	 * done
	 */
	OneByOne(Runnable then, Consumer<Throwable> fault) {
		this.then = then;
		this.fault = fault;
	}

	void happens(Runnable change) {
		var _ = this.changes.add(change);
		if (this.waiting.getAndIncrement() == 0) {
			int done = 1;
			do {
				work();
				done = this.waiting.addAndGet(-done);
			}
			while (done != 0);
		}
	}

	private void work() {
		try {
			for (Runnable next = this.changes.poll(); next != null; next = this.changes.poll()) {
				next.run();
			}
			this.then.run();
		}
		catch (Throwable ex) {
			this.fault.accept(ex);
		}
	}

}
