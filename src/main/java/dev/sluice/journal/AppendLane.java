package dev.sluice.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

	AppendLane(Key<S> key) {
		this.key = key;
	}

	Key<S> key() {
		return this.key;
	}

	void add(PendingAppend<S> pending) {
		this.waiting.addLast(pending);
	}

	boolean isEmpty() {
		return this.waiting.isEmpty();
	}

	/** A commit began. */
	void begin() {
		this.busySince = System.nanoTime();
	}

	/** It ended. */
	void end() {
		this.busySince = 0;
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
	 * Takes the next batch out: what is first, in order, but of each subject one change
	 * only. Others of it wait for the next batch.
	 */
	List<PendingAppend<S>> take(int atMost, long atMostBytes) {
		List<PendingAppend<S>> batch = new ArrayList<>(Math.min(atMost, this.waiting.size()));
		Set<UUID> subjects = new HashSet<>();
		Deque<PendingAppend<S>> held = new ArrayDeque<>();
		long bytes = 0;
		while (batch.size() < atMost && fits(bytes, atMostBytes)) {
			PendingAppend<S> next = this.waiting.removeFirst();
			if (subjects.add(next.append().subjectId())) {
				batch.add(next);
				bytes += next.append().size();
			}
			else {
				held.addFirst(next);
			}
		}
		held.forEach(this.waiting::addFirst);
		return batch;
	}

	/** One that is too large for any batch is a batch of its own. */
	private boolean fits(long bytes, long atMostBytes) {
		PendingAppend<S> next = this.waiting.peekFirst();
		return next != null && (bytes == 0 || bytes + next.append().size() <= atMostBytes);
	}

	/**
	 * What may be appended together.
	 *
	 * @param <S> the state of a subject
	 */
	record Key<S>(UUID merchantId, Projection<S> projection) {
	}

}
