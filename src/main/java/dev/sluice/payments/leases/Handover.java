package dev.sluice.payments.leases;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.SmartLifecycle;

/**
 * Hands over, at a phase of the shutdown, what this instance would not bring to its end.
 * The connections to the database are closed after all phases.
 */
class Handover implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Handover.class);

	private static final Duration LOOK = Duration.ofMillis(20);

	/** A database that does not answer is not waited for: leases end by themselves. */
	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final HeldOperations held;

	private final Closing closing;

	private final Duration finishWithin;

	private final int phase;

	private volatile boolean running;

	Handover(HeldOperations held, Closing closing, Duration finishWithin, int phase) {
		this.held = held;
		this.closing = closing;
		this.finishWithin = finishWithin;
		this.phase = phase;
	}

	@Override
	public void start() {
		this.closing.reopen();
		this.running = true;
	}

	/** Lets most operations come to their end, then hands over the rest. */
	@Override
	public void stop(Runnable stopped) {
		this.running = false;
		this.closing.begin();
		var _ = finished().then(Mono.fromRunnable(this.closing::endWaits))
			.then(this.held.letGo())
			.timeout(PATIENCE.plus(this.finishWithin))
			.doFinally((signal) -> stopped.run())
			.subscribe(Handover::report,
					(error) -> log.warn(
							"What is under way could not be handed over, and is taken over when its lease ends: {}",
							error.toString()));
	}

	private Mono<Void> finished() {
		return Flux.interval(Duration.ZERO, LOOK)
			.onBackpressureDrop()
			.takeUntil((tick) -> this.held.isEmpty())
			.take(this.finishWithin)
			.then();
	}

	private static void report(long count) {
		if (count > 0) {
			log.info("{} operations are still with their processors and are handed over to other instances", count);
		}
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return this.phase;
	}

}
