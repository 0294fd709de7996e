package dev.sluice.destinations.consumers;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.ContextView;

/**
 * Where those wait who came for the events of one consumer, at this instance. It is
 * looked for one of them at a time, when there may be something, so that the many cost
 * what one does. Any thread may call.
 */
final class Counter {

	private final Deque<Waiting> queue = new ArrayDeque<>();

	private final Serving serving;

	private final Scheduler scheduler;

	private final Duration pause;

	/** Whether it is looked now, or was not long ago, where there was nothing. */
	private boolean busy;

	/** Whether there may be something. */
	private boolean worthwhile;

	private @Nullable Disposable timer;

	Counter(Serving serving, Scheduler scheduler, Duration pause) {
		this.serving = serving;
		this.scheduler = scheduler;
		this.pause = pause;
	}

	/**
	 * Waits until there is something.
	 * @param patient whether to wait on where there is nothing
	 * @param longest how long to wait at the most
	 * @return what was found, or what went wrong; nothing where all are sent away, or who
	 * is not patient. Cancel to wait no more: what is found then goes to the next one
	 */
	Mono<Batch> await(Wanted wanted, boolean patient, Duration longest) {
		return Mono.create((sink) -> {
			Waiting next = new Waiting(wanted, patient, sink);
			boolean looks = add(next);
			Disposable end = this.scheduler.schedule(() -> sendAway(next), longest.toMillis(), TimeUnit.MILLISECONDS);
			var _ = sink.onDispose(() -> {
				end.dispose();
				boolean _ = remove(next);
			});
			if (looks) {
				look();
			}
		});
	}

	/** Whether it is to be looked: for others who wait it was already. */
	private synchronized boolean add(Waiting next) {
		boolean looks = this.queue.isEmpty() || !next.patient();
		this.queue.add(next);
		return looks;
	}

	/** There may be something. */
	void look() {
		synchronized (this) {
			this.worthwhile = true;
		}
		goOn();
	}

	/** Unless he is being given something. */
	private void sendAway(Waiting gone) {
		if (remove(gone)) {
			gone.sink().success();
		}
	}

	/** Sends all away who wait. */
	void close() {
		waiting().forEach((each) -> each.sink().success());
	}

	private synchronized List<Waiting> waiting() {
		return List.copyOf(this.queue);
	}

	private synchronized boolean remove(Waiting gone) {
		boolean removed = this.queue.remove(gone);
		if (this.queue.isEmpty() && this.timer != null) {
			this.timer.dispose();
			this.timer = null;
		}
		return removed;
	}

	private void goOn() {
		List<Waiting> all = begin();
		if (all.isEmpty()) {
			return;
		}
		Waiting first = all.getFirst();
		var _ = this.serving.serve(first.wanted(), first.sink().contextView())
			.subscribeOn(this.scheduler)
			.subscribe((found) -> found(all, found), (error) -> failed(first, error));
	}

	/**
	 * Those who wait as it begins to look for the first of them; none where it does not.
	 */
	private synchronized List<Waiting> begin() {
		if (this.busy || !this.worthwhile || this.queue.isEmpty()) {
			return List.of();
		}
		this.busy = true;
		this.worthwhile = false;
		return List.copyOf(this.queue);
	}

	private void found(List<Waiting> all, Found found) {
		Optional<Batch> batch = found.batch();
		if (batch.isPresent()) {
			give(all.getFirst(), batch.get());
		}
		else if (found.more()) {
			again(true);
		}
		else {
			all.stream().filter((each) -> !each.patient()).forEach((each) -> each.sink().success());
			lookIn(found.nextDue());
			var _ = this.scheduler.schedule(() -> again(false), this.pause.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	private void give(Waiting first, Batch batch) {
		if (remove(first)) {
			first.sink().success(batch);
		}
		else {
			this.serving.giveBack(first.wanted(), batch.lease());
		}
		again(true);
	}

	private void failed(Waiting first, Throwable error) {
		if (remove(first)) {
			first.sink().error(error);
		}
		again(true);
	}

	private void again(boolean promising) {
		synchronized (this) {
			this.busy = false;
			this.worthwhile |= promising;
		}
		goOn();
	}

	/** One time is enough: it is looked then what the next one is. */
	private synchronized void lookIn(@Nullable Duration due) {
		if (this.timer != null) {
			this.timer.dispose();
			this.timer = null;
		}
		if (due == null || this.queue.isEmpty()) {
			return;
		}
		this.timer = this.scheduler.schedule(this::look, due.toMillis() + 1, TimeUnit.MILLISECONDS);
	}

	/** How it is looked what there is. */
	interface Serving {

		/**
		 * Takes what there is.
		 * @param context of whoever wants it
		 */
		Mono<Found> serve(Wanted wanted, ContextView context);

		/** Nobody is there any more for what was taken. */
		void giveBack(Wanted wanted, UUID lease);

	}

	/**
	 * What came of a look.
	 *
	 * @param more whether another look at once may find something
	 * @param nextDue in how long one may in any case; null for never
	 */
	record Found(Optional<Batch> batch, boolean more, @Nullable Duration nextDue) {
	}

	/**
	 * Somebody who waits.
	 *
	 * @param patient whether he does where there is nothing
	 */
	private record Waiting(Wanted wanted, boolean patient, MonoSink<Batch> sink) {
	}

}
