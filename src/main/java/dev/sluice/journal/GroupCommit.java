package dev.sluice.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sluice.http.Problem;
import dev.sluice.journal.PendingAppend.Outcome;
import dev.sluice.journal.wakeups.Wakeups;
import dev.sluice.journal.wakeups.Wakeups.Source;
import dev.sluice.memory.Places;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Commits together what is to be appended together. While a merchant's batch is being
 * committed the next one gathers; nothing waits when nothing is under way. Merchants are
 * committed side by side, in turn where there are more of them than may be at once.
 */
@Component
class GroupCommit implements DisposableBean {

	/** How often within its time it is looked whether it is over. */
	private static final int LOOKS = 10;

	private final BatchWriter writer;

	private final JournalSettings settings;

	private final Wakeups wakeups;

	/** A lane is in here from its first append until nothing is left of it. */
	private final ConcurrentMap<AppendLane.Key<?>, AppendLane<?>> lanes = new ConcurrentHashMap<>();

	private final Queue<AppendLane<?>> ready = new ConcurrentLinkedQueue<>();

	private final AtomicInteger calls = new AtomicInteger();

	private final Places places;

	private final Semaphore commits;

	private final DistributionSummary batchSizes;

	private final Disposable drops;

	GroupCommit(BatchWriter writer, JournalSettings settings, Wakeups wakeups, MeterRegistry meters) {
		this.writer = writer;
		this.settings = settings;
		this.wakeups = wakeups;
		this.places = new Places(settings.queue(), settings.merchantQueue());
		this.commits = new Semaphore(settings.parallelCommits());
		this.drops = Flux.interval(settings.queueTimeout().dividedBy(LOOKS))
			.onBackpressureDrop()
			.subscribe((tick) -> dropWhatIsLate());
		this.batchSizes = DistributionSummary.builder("sluice.journal.batch.size")
			.description("Appends that were committed together")
			.register(meters);
		var _ = Gauge.builder("sluice.journal.appends.pending", this.places, Places::taken)
			.description("Appends that wait or are being committed")
			.register(meters);
	}

	@Override
	public void destroy() {
		this.drops.dispose();
	}

	/**
	 * Appends an entry with the next batch of its merchant.
	 * @return as {@link Journal#append}
	 */
	<S> Mono<Long> append(Append<S> append, Projection<S> projection) {
		return Mono.defer(() -> {
			AppendLane.Key<S> key = new AppendLane.Key<>(append.merchantId(), projection);
			if (isInVain(key, append) || !this.places.take(append.merchantId(), append.size())) {
				return Mono.error(overloaded());
			}
			PendingAppend<S> pending = PendingAppend.of(append);
			enqueue(key, pending);
			return pending.result();
		});
	}

	/** Behind a commit that is stuck nobody has to wait to be refused. */
	private <S> boolean isInVain(AppendLane.Key<S> key, Append<S> append) {
		AppendLane<?> lane = this.lanes.get(key);
		return lane != null && !append.patient() && lane.isStuck(this.settings.queueTimeout().toNanos());
	}

	/** What no commit was begun for in time has certainly no effect. */
	private void dropWhatIsLate() {
		this.lanes.keySet().forEach((key) -> {
			List<PendingAppend<?>> late = new ArrayList<>();
			var _ = this.lanes.computeIfPresent(key, (same, lane) -> {
				late.addAll(lane.drop(this.settings.queueTimeout().toNanos()));
				return lane;
			});
			late.forEach((pending) -> {
				this.places.leave(key.merchantId(), 1, pending.append().size());
				pending.end(new Outcome.Failed(overloaded()));
			});
		});
	}

	private <S> void enqueue(AppendLane.Key<S> key, PendingAppend<S> pending) {
		var _ = this.lanes.compute(key, (same, lane) -> {
			AppendLane<S> open = (lane != null) ? cast(lane) : new AppendLane<>(key);
			open.add(pending);
			if (lane == null) {
				this.ready.add(open);
			}
			return open;
		});
		commitWhatIsReady();
	}

	/**
	 * By one thread at a time; what becomes ready meanwhile is its work too, so that
	 * commits which end at once do not pile up on its stack.
	 */
	private void commitWhatIsReady() {
		if (this.calls.getAndIncrement() > 0) {
			return;
		}
		int handled = 1;
		while (handled > 0) {
			while (!this.ready.isEmpty() && this.commits.tryAcquire()) {
				commit(this.ready.remove());
			}
			handled = this.calls.addAndGet(-handled);
		}
	}

	private <S> void commit(AppendLane<S> lane) {
		List<PendingAppend<S>> batch = take(lane);
		lane.begin();
		this.batchSizes.record(batch.size());
		List<Append<S>> appends = batch.stream().map(PendingAppend::append).toList();
		var _ = Mono
			.defer(() -> appends.isEmpty() ? Mono.just(List.<Outcome>of())
					: this.writer.write(lane.key().merchantId(), lane.key().projection(), appends))
			.onErrorResume((error) -> Mono.just(BatchWriter.all(batch.size(), new Outcome.Failed(error))))
			.subscribe((outcomes) -> finish(lane, batch, outcomes));
	}

	private <S> List<PendingAppend<S>> take(AppendLane<S> lane) {
		List<PendingAppend<S>> batch = new ArrayList<>();
		var _ = this.lanes.computeIfPresent(lane.key(), (key, same) -> {
			batch.addAll(lane.take(this.settings.batchSize(), this.settings.batchBytes().toBytes()));
			return lane;
		});
		return batch;
	}

	/** The next batch is on its way before the callers of this one are answered. */
	private <S> void finish(AppendLane<S> lane, List<PendingAppend<S>> batch, List<Outcome> outcomes) {
		lane.end();
		var _ = this.lanes.computeIfPresent(lane.key(), (key, same) -> {
			if (lane.isEmpty()) {
				return null;
			}
			this.ready.add(lane);
			return lane;
		});
		this.commits.release();
		this.places.leave(lane.key().merchantId(), batch.size(),
				batch.stream().mapToLong((pending) -> pending.append().size()).sum());
		commitWhatIsReady();
		try {
			if (outcomes.stream().anyMatch(Outcome.Appended.class::isInstance)) {
				this.wakeups.wake(lane.key().merchantId(), Source.APPEND);
			}
		}
		finally {
			for (int i = 0; i < batch.size(); i++) {
				batch.get(i).end(outcomes.get(i));
			}
		}
	}

	@SuppressWarnings("unchecked")
	private static <S> AppendLane<S> cast(AppendLane<?> lane) {
		return (AppendLane<S>) lane;
	}

	private static Problem overloaded() {
		return Problem
			.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded",
					"More is being written than can be kept up with; try again.")
			.withRetryAfter(JournalSettings.RETRY_AFTER);
	}

}
