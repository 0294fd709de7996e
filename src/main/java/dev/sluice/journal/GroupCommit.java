package dev.sluice.journal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sluice.http.Problem;
import dev.sluice.journal.AppendBatch.Ended;
import dev.sluice.journal.PendingAppend.Outcome;
import dev.sluice.journal.pressure.CommitFigures;
import dev.sluice.journal.pressure.CommitFigures.Reason;
import dev.sluice.journal.pressure.Pressure;
import dev.sluice.journal.wakeups.Wakeups;
import dev.sluice.memory.Places;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Commits together what is to be appended together. While a batch is being committed the
 * next one gathers, until it is full or the commit takes long; nothing waits when nothing
 * is under way. Who has to wait for somebody else's lock on a journal does so apart, so
 * that other merchants do not.
 */
@Component
class GroupCommit implements DisposableBean {

	/** How often within its time it is looked whether it is over. */
	private static final int LOOKS = 10;

	private final BatchWriter writer;

	private final JournalSettings settings;

	private final Wakeups wakeups;

	private final AppendQueue queue;

	private final AtomicInteger calls = new AtomicInteger();

	private final Places places;

	private final Semaphore commits;

	/** One is left to those who need not wait for locks. */
	private final Semaphore waitingCommits;

	/** Commits that do not wait for locks. */
	private final AtomicInteger underWay = new AtomicInteger();

	/** When the last of them began. */
	private volatile long begun = System.nanoTime();

	/** Whether it is looked again by itself. */
	private final AtomicBoolean looking = new AtomicBoolean();

	private final CommitFigures figures;

	private final Disposable drops;

	GroupCommit(BatchWriter writer, JournalSettings settings, Wakeups wakeups, Pressure pressure,
			CommitFigures figures) {
		this.figures = figures;
		this.writer = writer;
		this.settings = settings;
		this.wakeups = wakeups;
		this.queue = new AppendQueue(settings);
		this.places = new Places(settings.queue(), settings.merchantQueue());
		this.commits = new Semaphore(settings.parallelCommits());
		this.waitingCommits = new Semaphore(Math.max(1, settings.parallelCommits() - 1));
		this.drops = Flux.interval(settings.queueTimeout().dividedBy(LOOKS)).onBackpressureDrop().subscribe((tick) -> {
			dropWhatIsLate();
			commitWhatIsReady();
			pressure.look(this.places.part());
		});
		figures.watch(this.places::taken, settings.queue().count());
	}

	@Override
	public void destroy() {
		this.drops.dispose();
	}

	/**
	 * Appends an entry with the next batch.
	 * @return as {@link Journal#append}
	 */
	<S> Mono<Long> append(Append<S> append, Projection<S> projection) {
		return Mono.defer(() -> {
			AppendLane.Key<S> key = new AppendLane.Key<>(append.merchantId(), projection);
			boolean inVain = isInVain(key, append);
			if (inVain || !this.places.take(append.merchantId(), append.size())) {
				this.figures.refused(inVain ? Reason.STUCK : Reason.FULL);
				return Mono.error(overloaded());
			}
			PendingAppend<S> pending = PendingAppend.of(append);
			this.queue.add(key, pending);
			commitWhatIsReady();
			return pending.result();
		});
	}

	/** Behind a commit that is stuck nobody has to wait to be refused. */
	private <S> boolean isInVain(AppendLane.Key<S> key, Append<S> append) {
		return !append.patient() && this.queue.isStuck(key, this.settings.queueTimeout().toNanos());
	}

	/** What no commit was begun for in time has certainly no effect. */
	private void dropWhatIsLate() {
		this.queue.drop(this.settings.queueTimeout().toNanos(), (merchant, pending) -> {
			this.places.leave(merchant, 1, pending.append().size());
			this.figures.refused(Reason.LATE);
			pending.end(new Outcome.Failed(overloaded()));
		});
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
			commitWhatWaitsForLocks();
			while (this.queue.hasReady() && isWorthACommit() && this.commits.tryAcquire()) {
				var _ = this.underWay.incrementAndGet();
				this.begun = System.nanoTime();
				commit(this.queue.next(), false);
			}
			handled = this.calls.addAndGet(-handled);
		}
	}

	/**
	 * Few large commits cost the database less than many small ones. Where one is not
	 * begun for that it is looked again when the patience with the last has ended.
	 */
	private boolean isWorthACommit() {
		Duration left = this.settings.commitPatience().minusNanos(System.nanoTime() - this.begun);
		if (this.underWay.get() == 0 || this.queue.fillsABatch() || !left.isPositive()) {
			return true;
		}
		if (this.looking.compareAndSet(false, true)) {
			var _ = Schedulers.parallel().schedule(() -> {
				this.looking.set(false);
				commitWhatIsReady();
			}, left.toNanos(), TimeUnit.NANOSECONDS);
		}
		return false;
	}

	private void commitWhatWaitsForLocks() {
		while (this.queue.hasContended() && this.waitingCommits.tryAcquire()) {
			if (!this.commits.tryAcquire()) {
				this.waitingCommits.release();
				return;
			}
			commit(this.queue.nextContended(), true);
		}
	}

	private <S> void commit(@Nullable AppendBatch<S> batch, boolean waiting) {
		if (batch == null) {
			release(waiting);
			return;
		}
		batch.lanes().forEach(AppendLane::begin);
		long begun = this.figures.begun(batch.size(), batch.since());
		List<Append<S>> appends = batch.appends();
		var _ = Mono.defer(() -> this.writer.write(batch.projection(), appends, waiting))
			.onErrorResume((error) -> Mono.just(BatchWriter.all(batch.size(), new Outcome.Failed(error))))
			.doOnSuccess((outcomes) -> this.figures.ended(begun))
			.subscribe((outcomes) -> finish(batch, waiting, outcomes));
	}

	private void release(boolean waiting) {
		this.commits.release();
		if (waiting) {
			this.waitingCommits.release();
		}
		else {
			var _ = this.underWay.decrementAndGet();
		}
	}

	/** The next batch is on its way before the callers of this one are answered. */
	private <S> void finish(AppendBatch<S> batch, boolean waiting, List<Outcome> outcomes) {
		Map<UUID, List<Ended<S>>> ended = new LinkedHashMap<>();
		batch.split(outcomes, (lane, all) -> {
			this.queue.end(lane, all);
			List<Ended<S>> over = all.stream().filter((each) -> !each.isBusy()).toList();
			this.places.leave(lane.key().merchantId(), over.size(),
					over.stream().mapToLong((each) -> each.pending().append().size()).sum());
			ended.put(lane.key().merchantId(), over);
		});
		release(waiting);
		commitWhatIsReady();
		try {
			ended.forEach(this::wake);
		}
		finally {
			ended.values().forEach((all) -> all.forEach((each) -> each.pending().end(each.outcome())));
		}
	}

	private <S> void wake(UUID merchant, List<Ended<S>> ended) {
		if (ended.stream().anyMatch(Ended::isAppended)) {
			this.wakeups.grown(merchant);
		}
	}

	private static Problem overloaded() {
		return Problem
			.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded",
					"More is being written than can be kept up with; try again.")
			.withRetryAfter(JournalSettings.RETRY_AFTER);
	}

}
