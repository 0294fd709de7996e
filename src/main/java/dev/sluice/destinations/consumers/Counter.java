package dev.sluice.destinations.consumers;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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
	 * @return what was found, or what went wrong; nothing where all are sent away. Cancel
	 * to wait no more: what is found then goes to the next one
	 */
	Mono<Batch> await(Wanted wanted) {
		return Mono.create((sink) -> {
			Waiting next = new Waiting(wanted, sink);
			boolean alone = add(next);
			var _ = sink.onDispose(() -> {
				boolean _ = remove(next);
			});
			if (alone) {
				look();
			}
		});
	}

	/** Whether there was nobody before; for the others it was looked already. */
	private synchronized boolean add(Waiting next) {
		boolean alone = this.queue.isEmpty();
		this.queue.add(next);
		return alone;
	}

	/** There may be something. */
	void look() {
		synchronized (this) {
			this.worthwhile = true;
		}
		goOn();
	}

	/** Sends all away who wait. */
	void close() {
		for (Waiting next = poll(); next != null; next = poll()) {
			next.sink().success();
		}
	}

	private synchronized @Nullable Waiting poll() {
		return this.queue.poll();
	}

	private synchronized boolean remove(Waiting gone) {
		return this.queue.remove(gone);
	}

	private void goOn() {
		Waiting first;
		synchronized (this) {
			first = this.queue.peek();
			if (this.busy || !this.worthwhile || first == null) {
				return;
			}
			this.busy = true;
			this.worthwhile = false;
		}
		var _ = this.serving.serve(first.wanted(), first.sink().contextView())
			.subscribeOn(this.scheduler)
			.subscribe((found) -> found(first, found), (error) -> failed(first, error));
	}

	private void found(Waiting first, Found found) {
		Optional<Batch> batch = found.batch();
		if (batch.isPresent()) {
			give(first, batch.get());
			return;
		}
		boolean more = found.more();
		Duration due = found.nextDue();
		if (due != null) {
			lookIn(due);
		}
		if (more) {
			again(true);
		}
		else {
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
	private synchronized void lookIn(Duration due) {
		if (this.timer != null) {
			this.timer.dispose();
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

	/** Somebody who waits. */
	private record Waiting(Wanted wanted, MonoSink<Batch> sink) {
	}

}
