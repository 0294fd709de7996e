package dev.sluice.emulators.notices;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.context.SmartLifecycle;

/**
 * Sends what waits in the outbox, as many at once as is allowed. Any number of instances
 * may do so; one that dies leaves its notices to the others.
 */
public class Notices implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Notices.class);

	/** Three posts and what is written of them. */
	private static final int POSTS = 4;

	private final Outbox outbox;

	private final Delivery delivery;

	private final NoticeSettings settings;

	private final Sinks.Many<Long> wakes = Sinks.many().multicast().directBestEffort();

	private final AtomicInteger underWay = new AtomicInteger();

	private volatile @Nullable Disposable running;

	Notices(Outbox outbox, Delivery delivery, NoticeSettings settings) {
		this.outbox = outbox;
		this.delivery = delivery;
		this.settings = settings;
	}

	/** Looks at once: something was put down, and is durable. */
	public void wake() {
		var _ = this.wakes.tryEmitNext(0L);
	}

	@Override
	public void start() {
		Disposable.Composite sending = Disposables.composite();
		this.running = sending;
		sending.add(Flux.merge(Flux.interval(Duration.ZERO, this.settings.pollInterval()), this.wakes.asFlux())
			.onBackpressureLatest()
			.concatMap((tick) -> look(sending), 1)
			.subscribe());
		sending.add(Flux.interval(this.settings.pollInterval().multipliedBy(60))
			.onBackpressureDrop()
			.concatMap((tick) -> this.outbox.giveUp(this.settings.maxWaiting()).then().onErrorComplete())
			.subscribe());
	}

	private Mono<Void> look(Disposable.Composite sending) {
		int free = this.settings.maxUnderWay() - this.underWay.get();
		if (free <= 0) {
			return Mono.empty();
		}
		Duration lease = this.settings.timeout().multipliedBy(POSTS);
		return this.outbox.take(this.delivery.emulators(), free, lease)
			.timeout(this.settings.timeout())
			.doOnNext((taken) -> taken.forEach((notice) -> start(sending, notice)))
			.then()
			.onErrorResume((error) -> {
				log.debug("Notices cannot be read just now: {}", error.toString());
				return Mono.empty();
			});
	}

	private void start(Disposable.Composite sending, Waiting notice) {
		this.underWay.incrementAndGet();
		Disposable.Swap posting = Disposables.swap();
		sending.add(posting);
		posting.update(this.delivery.deliver(notice).doFinally((signal) -> {
			this.underWay.decrementAndGet();
			sending.remove(posting);
			wake();
		})
			.subscribe(null, (error) -> log.debug("{} waits for its next attempt: {}", notice.subject(),
					String.valueOf(error))));
	}

	@Override
	public void stop() {
		Disposable sending = this.running;
		this.running = null;
		if (sending != null) {
			sending.dispose();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

}
