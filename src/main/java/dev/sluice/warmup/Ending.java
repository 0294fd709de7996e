package dev.sluice.warmup;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** How a rehearsal is told to end before its time. */
final class Ending {

	private static final int PATIENCE_SECONDS = 5;

	private final AtomicBoolean begun = new AtomicBoolean();

	private final Sinks.Empty<Void> asked = Sinks.empty();

	private final CountDownLatch done = new CountDownLatch(1);

	/** Whether it may begin, which it may once, and not after it was told to end. */
	boolean begin() {
		return this.begun.compareAndSet(false, true);
	}

	void done() {
		this.done.countDown();
	}

	/** Completes when it is to end. */
	Mono<Void> asked() {
		return this.asked.asMono();
	}

	/** Tells it to end, and waits a moment until it has. */
	void ask() throws InterruptedException {
		if (!begin()) {
			var _ = this.asked.tryEmitEmpty();
			var _ = this.done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
	}

}
