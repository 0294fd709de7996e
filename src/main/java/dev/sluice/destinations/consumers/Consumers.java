package dev.sluice.destinations.consumers;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sluice.destinations.consumers.Counter.Found;
import dev.sluice.destinations.registry.Changes;
import dev.sluice.destinations.registry.Destination;
import dev.sluice.http.Problem;
import dev.sluice.journal.Entry;
import dev.sluice.journal.Journal;
import dev.sluice.memory.AnswerMemory;
import dev.sluice.memory.Holding;
import dev.sluice.memory.PageSize;
import dev.sluice.roles.ConditionalOnRole;
import dev.sluice.roles.Role;
import dev.sluice.values.TypeId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Gives events to those who come for them, and to those who wait as soon as there are
 * any. At shutdown nobody is waited for.
 */
@Component
@ConditionalOnRole(Role.API)
public class Consumers implements SmartLifecycle, Changes, Counter.Serving {

	private static final Logger log = LoggerFactory.getLogger(Consumers.class);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

	private final Leases leases;

	private final Journal journal;

	private final AnswerMemory memory;

	private final ConsumerSettings settings;

	private final Counters counters;

	private final AtomicInteger waiting = new AtomicInteger();

	private volatile Disposable.@Nullable Composite listening;

	Consumers(Leases leases, Journal journal, AnswerMemory memory, ConsumerSettings settings, MeterRegistry meters) {
		this.leases = leases;
		this.journal = journal;
		this.memory = memory;
		this.settings = settings;
		this.counters = new Counters(() -> new Counter(this, Schedulers.parallel(), settings.pause()));
		var _ = Gauge.builder("sluice.destinations.consumers.waiting", this.waiting, AtomicInteger::get)
			.description("Those who wait for events that they come for")
			.register(meters);
	}

	/**
	 * Gives somebody what there is, or what comes next.
	 * @param wait how long it is waited for that; where it is not, it is looked for a
	 * while at the most
	 * @return what is his from now on; empty where there was nothing; a {@link Problem}
	 * 404 where there is no such destination, 409 where it is no consumer, 429 or 503
	 * where too many wait
	 */
	public Mono<Batch> next(Wanted wanted, Duration wait) {
		return Mono.defer(() -> {
			boolean patient = wait.isPositive();
			if (patient) {
				admit(wanted.merchant());
			}
			return Mono.usingWhen(Mono.fromSupplier(() -> enter(wanted)),
					(counter) -> counter
						.await(wanted, patient && isRunning(), patient ? wait : this.settings.longestLook())
						.doOnDiscard(Batch.class, (batch) -> giveBack(wanted, batch.lease())),
					(counter) -> Mono.fromRunnable(() -> leave(wanted)));
		});
	}

	/**
	 * What somebody was given has been done, up to a position of it. It is noted once,
	 * however often it is told.
	 * @param longer for how long the rest is his yet, from now on, which is somebody
	 * else's at once where it is zero; null where that stays as it is
	 * @return what came of it; empty where there is no such destination; a
	 * {@link Problem} 409 where it is no consumer
	 */
	public Mono<Acknowledged> acknowledge(UUID merchant, UUID destination, UUID lease, long position,
			@Nullable Duration longer) {
		return this.leases.acknowledge(merchant, destination, lease, position, longer)
			.doOnNext((done) -> this.counters.look(merchant, destination));
	}

	private void admit(UUID merchant) {
		if (this.counters.visitors(merchant) >= this.settings.maxWaitingPerMerchant()) {
			throw Problem
				.of(HttpStatus.TOO_MANY_REQUESTS, "too_many_waiting",
						"At most %d may wait for events at once; let fewer of them come, or without waiting."
							.formatted(this.settings.maxWaitingPerMerchant()))
				.withRetryAfter(RETRY_AFTER);
		}
		if (this.waiting.get() >= this.settings.maxWaiting()) {
			throw Problem
				.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded",
						"Too many wait for events at this instance; try again, or come without waiting.")
				.withRetryAfter(RETRY_AFTER);
		}
	}

	private Counter enter(Wanted wanted) {
		int _ = this.waiting.incrementAndGet();
		return this.counters.enter(wanted.merchant(), wanted.destination());
	}

	private void leave(Wanted wanted) {
		int _ = this.waiting.decrementAndGet();
		this.counters.leave(wanted.merchant(), wanted.destination());
	}

	@Override
	public Mono<Found> serve(Wanted wanted, ContextView context) {
		return this.memory.take(wanted.merchant(), this.settings.room())
			.flatMap((holding) -> look(wanted, holding))
			.switchIfEmpty(Mono.error(Destination::notFound))
			.contextWrite(context);
	}

	private Mono<Found> look(Wanted wanted, Holding holding) {
		UUID lease = TypeId.next();
		return this.leases.take(wanted, lease, PageSize.within(wanted.limit(), holding.bytes()).bytes())
			.flatMap((taken) -> taken.positions().isEmpty() ? Mono.just(nothing(taken, holding))
					: read(wanted, lease, taken).doOnNext((found) -> holding.resize(weight(found))));
	}

	/** What it was looked with is somebody else's while it is waited. */
	private static Found nothing(Taken taken, Holding holding) {
		holding.clear();
		return new Found(Optional.empty(), taken.more(), taken.nextDue());
	}

	/** What is purged in this very moment is found to be when it is due again. */
	private Mono<Found> read(Wanted wanted, UUID lease, Taken taken) {
		return this.journal.at(wanted.merchant(), taken.positions())
			.collectSortedList(Comparator.comparingLong(Entry::position))
			.map((entries) -> entries.isEmpty() ? new Found(Optional.empty(), true, taken.nextDue())
					: new Found(Optional.of(new Batch(lease, taken.until(), taken.payload(), entries)), false, null))
			.doOnError((error) -> giveBack(wanted, lease));
	}

	private static long weight(Found found) {
		return found.batch().stream().flatMap((batch) -> batch.entries().stream()).mapToLong(Entry::bytes).sum();
	}

	@Override
	public void giveBack(Wanted wanted, UUID lease) {
		var _ = acknowledge(wanted.merchant(), wanted.destination(), lease, 0, Duration.ZERO).subscribe(null,
				(error) -> log.debug("What nobody took is somebody else's when its time is over", error));
	}

	@Override
	public void changed(UUID merchant, UUID destination) {
		this.counters.look(merchant, destination);
	}

	@Override
	public void missed() {
		this.counters.all().forEach(Counter::look);
	}

	@Override
	public void start() {
		Disposable.Composite all = Disposables.composite();
		var _ = all.add(this.journal.onGrowth(this.counters::look, this::missed));
		var _ = all.add(Flux.interval(this.settings.lookInterval()).onBackpressureDrop().subscribe((tick) -> missed()));
		this.listening = all;
	}

	@Override
	public void stop() {
		Disposable all = this.listening;
		this.listening = null;
		if (all != null) {
			all.dispose();
		}
		this.counters.all().forEach(Counter::close);
	}

	@Override
	public boolean isRunning() {
		return this.listening != null;
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
	}

}
