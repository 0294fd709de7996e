package dev.sluice.destinations.kafka;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

import dev.sluice.journal.Journal;
import dev.sluice.journal.everyone.Journals;
import dev.sluice.roles.ConditionalOnRole;
import dev.sluice.roles.Role;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.annotation.Conditional;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Brings the journals of all merchants into Kafka, from one instance at a time: whoever
 * has the turn keeps it until it fails, and gives it back then, to whom it may go better.
 */
@Component
@ConditionalOnRole(Role.DESTINATIONS)
@Conditional(ClusterGiven.class)
class Relay implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Relay.class);

	private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

	private final Journal journal;

	private final Journals everyone;

	private final RelayStore store;

	private final KafkaSettings settings;

	private final Figures figures;

	/** A new one with each start: what an earlier one left is nobody's. */
	private UUID holder = UUID.randomUUID();

	private Disposable.@Nullable Composite running;

	private @Nullable Turn turn;

	private Duration pause = Duration.ZERO;

	private long restsUntil = System.nanoTime();

	private boolean failed;

	private OptionalLong relaysSince = OptionalLong.empty();

	Relay(Journal journal, Journals everyone, RelayStore store, KafkaSettings settings, InstantSource clock,
			MeterRegistry meters) {
		this.journal = journal;
		this.everyone = everyone;
		this.store = store;
		this.settings = settings;
		this.figures = new Figures(clock, meters);
	}

	@Override
	public synchronized void start() {
		this.holder = UUID.randomUUID();
		this.pause = Duration.ZERO;
		this.restsUntil = System.nanoTime();
		Disposable.Composite all = Disposables.composite();
		var _ = all.add(this.journal.onGrowth(this::grown, this::missed));
		var _ = all.add(Flux.interval(this.settings.lookInterval()).onBackpressureDrop().subscribe((tick) -> missed()));
		var _ = all.add(Flux.interval(Duration.ZERO, this.settings.beat())
			.onBackpressureDrop()
			.concatMap((tick) -> beat(), 1)
			.subscribe());
		this.running = all;
	}

	/** Takes the turn, or keeps it; never an error. */
	private Mono<Void> beat() {
		if (isResting()) {
			return Mono.empty();
		}
		return this.store.take(this.settings.transactionalId(), this.holder, this.settings.lease())
			.timeout(this.settings.lease())
			.doOnNext(this::told)
			.doOnError((error) -> log.debug("It could not be asked whose turn it is to relay", error))
			.onErrorComplete()
			.then();
	}

	private synchronized boolean isResting() {
		return this.restsUntil - System.nanoTime() > 0;
	}

	private synchronized void told(boolean ours) {
		Turn current = this.turn;
		if (!ours && current != null) {
			current.shift().end();
		}
		if (ours && current == null && this.running != null && !isResting()) {
			begin();
		}
	}

	private void begin() {
		Scheduler scheduler = Schedulers.newSingle("kafka-relay", true);
		Shift shift = new Shift(new Cluster(this.settings), this.journal, this.everyone, this.store, this.settings,
				this.figures, scheduler, this::begun);
		Turn begun = new Turn(shift, scheduler, this.holder, Sinks.empty());
		this.turn = begun;
		var _ = shift.work().subscribe(null, (error) -> over(begun, error), () -> over(begun, null));
	}

	private synchronized void begun() {
		this.relaysSince = OptionalLong.of(System.nanoTime());
		this.figures.relays(true);
		if (this.failed) {
			this.failed = false;
			log.info("Events are relayed to Kafka again");
		}
	}

	/** Gives the turn back, and leaves it to others for a while where it went wrong. */
	private void over(Turn ended, @Nullable Throwable error) {
		this.figures.relays(false);
		if (error != null) {
			this.figures.interrupted();
			tell(error, rest());
		}
		var _ = this.store.release(this.settings.transactionalId(), ended.holder())
			.timeout(this.settings.beat())
			.onErrorComplete()
			.doFinally((signal) -> gone(ended))
			.subscribe();
	}

	/** The log is told of the first failure, until it goes well again. */
	private synchronized void tell(Throwable error, Duration rest) {
		if (!this.failed) {
			this.failed = true;
			log.warn("Events are not relayed to Kafka at the moment; it is tried again, in {} s the next time: {}",
					rest.toSeconds(), NestedExceptionUtils.getMostSpecificCause(error).toString());
		}
		log.debug("Relaying to Kafka was broken off", error);
	}

	/** Where it went well for long it was no part of a row of failures. */
	private synchronized Duration rest() {
		boolean lasted = this.relaysSince.isPresent()
				&& System.nanoTime() - this.relaysSince.getAsLong() > LONGEST_PAUSE.toNanos();
		this.relaysSince = OptionalLong.empty();
		this.pause = longer(lasted ? Duration.ZERO : this.pause);
		this.restsUntil = System.nanoTime() + this.pause.toNanos();
		return this.pause;
	}

	private void gone(Turn ended) {
		synchronized (this) {
			this.turn = ended.equals(this.turn) ? null : this.turn;
		}
		var _ = ended.over().tryEmitEmpty();
		ended.scheduler().dispose();
	}

	private static Duration longer(Duration pause) {
		Duration doubled = pause.isZero() ? SHORTEST_PAUSE : pause.multipliedBy(2);
		return (doubled.compareTo(LONGEST_PAUSE) > 0) ? LONGEST_PAUSE : doubled;
	}

	private synchronized Optional<Turn> turn() {
		return Optional.ofNullable(this.turn);
	}

	private void grown(UUID merchant) {
		turn().ifPresent((current) -> current.shift().grown(merchant));
	}

	private void missed() {
		turn().ifPresent((current) -> current.shift().missed());
	}

	@Override
	public void stop(Runnable callback) {
		Turn last = leave();
		if (last == null) {
			callback.run();
			return;
		}
		last.shift().end();
		var _ = last.over().asMono().timeout(this.settings.shutdownWait()).onErrorComplete().doFinally((signal) -> {
			gone(last);
			callback.run();
		}).subscribe();
	}

	private synchronized @Nullable Turn leave() {
		if (this.running != null) {
			this.running.dispose();
			this.running = null;
		}
		return this.turn;
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public synchronized boolean isRunning() {
		return this.running != null;
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 1;
	}

	/**
	 * A shift, and the thread it has.
	 *
	 * @param holder whose it is
	 * @param over completes when it has ended, and given its turn back
	 */
	private record Turn(Shift shift, Scheduler scheduler, UUID holder, Sinks.Empty<Void> over) {

	}

}
