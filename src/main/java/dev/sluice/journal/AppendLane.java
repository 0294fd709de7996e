package dev.sluice.journal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/**
 * What waits to be appended to one merchant's journal, in the order in which it came.
 *
 * @param <S> the state of a subject
 */
final class AppendLane<S> {

	private final Key<S> key;

	private final Deque<PendingAppend<S>> waiting = new ArrayDeque<>();

	/** When the commit that is under way began; 0 where none is. */
	private volatile long busySince;

	/** How often in a row somebody else had the journal locked when it was wanted. */
	private int refusals;

	AppendLane(Key<S> key) {
		this.key = key;
	}

	Key<S> key() {
		return this.key;
	}

	void add(PendingAppend<S> pending) {
		this.waiting.addLast(pending);
	}

	/** Some that were taken out are to be taken again, before all others. */
	void putBack(List<PendingAppend<S>> taken) {
		taken.reversed().forEach(this.waiting::addFirst);
	}

	boolean isEmpty() {
		return this.waiting.isEmpty();
	}

	/** A commit began. */
	void begin() {
		this.busySince = System.nanoTime();
	}

	/**
	 * It ended.
	 * @param busy whether somebody else had the journal locked
	 * @return how often in a row that was so
	 */
	int end(boolean busy) {
		this.busySince = 0;
		this.refusals = busy ? this.refusals + 1 : 0;
		return this.refusals;
	}

	/** Whether the commit that is under way began so long ago. */
	boolean isStuck(long nanos) {
		long since = this.busySince;
		return since != 0 && System.nanoTime() - since >= nanos;
	}

	/** Takes out what has waited so long, but for what waits patiently. */
	List<PendingAppend<S>> drop(long nanos) {
		long now = System.nanoTime();
		List<PendingAppend<S>> late = this.waiting.stream()
			.filter((pending) -> !pending.append().patient() && now - pending.since() >= nanos)
			.toList();
		this.waiting.removeAll(late);
		return late;
	}

	/**
	 * Moves the next into a batch: what is first, in order, but of each subject one
	 * change only. Others of it wait for the next batch.
	 * @param most how many at the most
	 */
	void fill(AppendBatch<S> batch, int most) {
		Deque<PendingAppend<S>> held = new ArrayDeque<>();
		int count = 0;
		while (count < most && !this.waiting.isEmpty() && batch.hasRoomFor(this.waiting.getFirst())) {
			PendingAppend<S> next = this.waiting.removeFirst();
			if (batch.add(this, next)) {
				count++;
			}
			else {
				held.addFirst(next);
			}
		}
		held.forEach(this.waiting::addFirst);
	}

	/**
	 * What may be appended together.
	 *
	 * @param <S> the state of a subject
	 */
	record Key<S>(UUID merchantId, Projection<S> projection) {
	}

}
