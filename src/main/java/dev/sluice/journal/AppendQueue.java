package dev.sluice.journal;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import dev.sluice.journal.AppendBatch.Ended;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be appended, merchant by merchant. A merchant is in one batch at a time,
 * and merchants are in turn: where there is not room for all of them each gets its share,
 * and what some leave goes to those who have more.
 */
final class AppendQueue {

	/** After so many in a row a journal is waited for. */
	private static final int MOST_REFUSALS = 3;

	private final JournalSettings settings;

	/** A lane is in here from its first append until nothing is left of it. */
	private final ConcurrentMap<AppendLane.Key<?>, AppendLane<?>> lanes = new ConcurrentHashMap<>();

	private final AtomicInteger waiting = new AtomicInteger();

	/** Lanes that no commit is under way for. */
	private final Deque<AppendLane<?>> ready = new ConcurrentLinkedDeque<>();

	/** As those, but their journals have to be waited for. */
	private final Queue<AppendLane<?>> contended = new ConcurrentLinkedQueue<>();

	/**
	 * Whoever met a lock behind his journal, until something of him is written; few, as
	 * such locks are those of people.
	 */
	private final Set<AppendLane.Key<?>> apart = ConcurrentHashMap.newKeySet();

	AppendQueue(JournalSettings settings) {
		this.settings = settings;
	}

	<S> void add(AppendLane.Key<S> key, PendingAppend<S> pending) {
		var _ = this.lanes.compute(key, (same, lane) -> {
			AppendLane<S> open = (lane != null) ? cast(lane) : new AppendLane<>(key);
			open.add(pending);
			var _ = this.waiting.incrementAndGet();
			if (lane == null) {
				enqueue(open, false);
			}
			return open;
		});
	}

	/** Whether the merchant's commit that is under way began so long ago. */
	boolean isStuck(AppendLane.Key<?> key, long nanos) {
		AppendLane<?> lane = this.lanes.get(key);
		return lane != null && lane.isStuck(nanos);
	}

	/** Takes out what has waited so long, but for what waits patiently. */
	void drop(long nanos, BiConsumer<UUID, PendingAppend<?>> late) {
		this.lanes.keySet().forEach((key) -> {
			List<PendingAppend<?>> dropped = new ArrayList<>();
			var _ = this.lanes.computeIfPresent(key, (same, lane) -> {
				dropped.addAll(lane.drop(nanos));
				return lane;
			});
			var _ = this.waiting.addAndGet(-dropped.size());
			dropped.forEach((pending) -> late.accept(key.merchantId(), pending));
		});
	}

	/** Whether so much waits that more would not go into one batch. */
	boolean fillsABatch() {
		return this.waiting.get() >= this.settings.batchSize();
	}

	boolean hasReady() {
		return !this.ready.isEmpty();
	}

	boolean hasContended() {
		return !this.contended.isEmpty();
	}

	/** The next batch, of as many merchants as there is room for; null for none. */
	@Nullable AppendBatch<?> next() {
		AppendLane<?> first = this.ready.poll();
		return (first != null) ? fill(first) : null;
	}

	/** The next batch of a merchant whose journal has to be waited for; null for none. */
	@Nullable AppendBatch<?> nextContended() {
		AppendLane<?> lane = this.contended.poll();
		return (lane != null) ? fill(List.of(lane)) : null;
	}

	private <S> @Nullable AppendBatch<S> fill(AppendLane<S> first) {
		List<AppendLane<S>> together = new ArrayList<>();
		together.add(first);
		List<AppendLane<?>> others = new ArrayList<>();
		for (AppendLane<?> lane = pollUpTo(together); lane != null; lane = pollUpTo(together)) {
			if (lane.key().projection().equals(first.key().projection())) {
				together.add(cast(lane));
			}
			else {
				others.add(lane);
			}
		}
		others.reversed().forEach(this.ready::addFirst);
		return fill(together);
	}

	private @Nullable AppendLane<?> pollUpTo(List<?> together) {
		return (together.size() < this.settings.batchSize()) ? this.ready.poll() : null;
	}

	/** First each lane gives its share, then, in turn, what there is room for. */
	private <S> @Nullable AppendBatch<S> fill(List<AppendLane<S>> together) {
		AppendBatch<S> batch = new AppendBatch<>(together.getFirst().key().projection(), this.settings.batchSize(),
				this.settings.batchBytes().toBytes());
		int share = Math.max(1, this.settings.batchSize() / together.size());
		together.forEach((lane) -> fill(batch, lane, share));
		together.forEach((lane) -> fill(batch, lane, batch.room()));
		together.reversed().forEach((lane) -> leave(batch, lane));
		var _ = this.waiting.addAndGet(-batch.size());
		return (batch.size() > 0) ? batch : null;
	}

	private <S> void fill(AppendBatch<S> batch, AppendLane<S> lane, int most) {
		var _ = this.lanes.computeIfPresent(lane.key(), (key, same) -> {
			lane.fill(batch, most);
			return lane;
		});
	}

	/** What nothing of was taken is first the next time, if there is anything of it. */
	private <S> void leave(AppendBatch<S> batch, AppendLane<S> lane) {
		if (!batch.lanes().contains(lane)) {
			var _ = this.lanes.computeIfPresent(lane.key(), (key, same) -> {
				if (lane.isEmpty()) {
					return null;
				}
				this.ready.addFirst(lane);
				return lane;
			});
		}
	}

	/**
	 * The commit for a lane has ended. What was refused since somebody else had the
	 * journal locked tries again with others for a few times, as locks are short, and
	 * then waits for it apart. So does what met a lock behind the journal, until
	 * something of it is written.
	 */
	<S> void end(AppendLane<S> lane, List<Ended<S>> ended) {
		List<PendingAppend<S>> busy = ended.stream().filter(Ended::isBusy).map(Ended::pending).toList();
		int refusals = lane.end(!busy.isEmpty());
		if (ended.stream().anyMatch(Ended::isBehindALock)) {
			var _ = this.apart.add(lane.key());
		}
		else if (ended.stream().anyMatch(Ended::isAppended)) {
			var _ = this.apart.remove(lane.key());
		}
		var _ = this.lanes.computeIfPresent(lane.key(), (key, same) -> {
			lane.putBack(busy);
			var _ = this.waiting.addAndGet(busy.size());
			if (lane.isEmpty()) {
				return null;
			}
			enqueue(lane, refusals >= MOST_REFUSALS);
			return lane;
		});
	}

	private void enqueue(AppendLane<?> lane, boolean contended) {
		boolean _ = (contended || this.apart.contains(lane.key())) ? this.contended.add(lane) : this.ready.add(lane);
	}

	@SuppressWarnings("unchecked")
	private static <S> AppendLane<S> cast(AppendLane<?> lane) {
		return (AppendLane<S>) lane;
	}

}
