package dev.sluice.journal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

import dev.sluice.journal.PendingAppend.Outcome;

/**
 * What is committed together: of one or of many merchants, bounded by number and by
 * bytes.
 *
 * @param <S> the state of a subject
 */
final class AppendBatch<S> {

	private final Projection<S> projection;

	private final int most;

	private final long mostBytes;

	/** What each lane gave, the lanes in the order in which they came. */
	private final Map<AppendLane<S>, List<PendingAppend<S>>> parts = new LinkedHashMap<>();

	private final Set<Subject> subjects = new HashSet<>();

	private int count;

	private long bytes;

	/** When the first of them came. */
	private long since;

	/** An empty one, of so many appends and bytes at the most. */
	AppendBatch(Projection<S> projection, int most, long mostBytes) {
		this.projection = projection;
		this.most = most;
		this.mostBytes = mostBytes;
	}

	Projection<S> projection() {
		return this.projection;
	}

	/** One that is too large for any batch is a batch of its own. */
	boolean hasRoomFor(PendingAppend<S> next) {
		return this.count < this.most && (this.bytes == 0 || this.bytes + next.append().size() <= this.mostBytes);
	}

	int room() {
		return this.most - this.count;
	}

	/** Takes one in, unless there is one of its subject. */
	boolean add(AppendLane<S> lane, PendingAppend<S> next) {
		if (!this.subjects.add(new Subject(lane.key().merchantId(), next.append().subjectId()))) {
			return false;
		}
		this.parts.computeIfAbsent(lane, (same) -> new ArrayList<>()).add(next);
		this.count++;
		this.bytes += next.append().size();
		this.since = (this.count == 1) ? next.since() : Math.min(this.since, next.since());
		return true;
	}

	/** In the order in which their outcomes are told. */
	List<Append<S>> appends() {
		return this.parts.values().stream().flatMap(List::stream).map(PendingAppend::append).toList();
	}

	Set<AppendLane<S>> lanes() {
		return this.parts.keySet();
	}

	/** When the first of them came, as of an append. */
	long since() {
		return this.since;
	}

	int size() {
		return this.count;
	}

	/** Gives each lane what became of what it gave. */
	void split(List<Outcome> outcomes, BiConsumer<AppendLane<S>, List<Ended<S>>> lane) {
		int next = 0;
		for (Map.Entry<AppendLane<S>, List<PendingAppend<S>>> part : this.parts.entrySet()) {
			List<Ended<S>> ended = new ArrayList<>(part.getValue().size());
			for (PendingAppend<S> pending : part.getValue()) {
				ended.add(new Ended<>(pending, outcomes.get(next++)));
			}
			lane.accept(part.getKey(), ended);
		}
	}

	/** An append of a commit that has ended. */
	record Ended<S>(PendingAppend<S> pending, Outcome outcome) {

		boolean isBusy() {
			return this.outcome instanceof Outcome.Busy;
		}

		boolean isBehindALock() {
			return this.outcome instanceof Outcome.Busy busy && busy.apart();
		}

		boolean isAppended() {
			return this.outcome instanceof Outcome.Appended;
		}

	}

	private record Subject(UUID merchantId, UUID subjectId) {
	}

}
