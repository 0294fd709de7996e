package dev.sluice.postgres;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import dev.sluice.http.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.http.HttpStatus;

/**
 * Whether PostgreSQL is there. Once everything fails for a while, or nobody hears a word,
 * it is away: what needs it is refused at once, and one prober looks for it until it
 * answers. A circuit breaker of the usual kind would not do, for it judges by calls that
 * have ended, and on a link that fell silent none does; nor would it try with one call of
 * its own rather than with somebody's payment.
 */
final class Circuit implements Disposable {

	private static final Logger log = LoggerFactory.getLogger(Circuit.class);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private final String name;

	private final CircuitSettings settings;

	private final Mono<?> probe;

	/** Who waits for an answer, and how each is told that none comes. */
	private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

	private final AtomicReference<@Nullable Absence> absence = new AtomicReference<>();

	private final AtomicBoolean asking = new AtomicBoolean();

	private final Disposable.Composite work = Disposables.composite();

	private volatile long heard = System.nanoTime();

	/** Since when everything failed; 0 where nothing does. */
	private volatile long failing;

	/** How often it was away. */
	private final AtomicInteger absences = new AtomicInteger();

	/**
	 * Starts to watch.
	 * @param name what is watched, as the log calls it
	 * @param probe asks the database, on a connection of its own, whether it is there
	 */
	Circuit(String name, CircuitSettings settings, Mono<?> probe) {
		this.name = name;
		this.settings = settings;
		this.probe = probe.timeout(settings.patience());
		var _ = this.work
			.add(Flux.interval(settings.suspicion().dividedBy(2)).onBackpressureDrop().subscribe((tick) -> {
				if (isSuspicious() && this.asking.compareAndSet(false, true)) {
					ask();
				}
			}));
	}

	/**
	 * Lets work through while the database is there.
	 * @return the work; a {@link Problem} {@code database_unavailable} while it is away
	 */
	<T> Mono<T> guard(Mono<T> work) {
		return Mono.defer(() -> {
			Absence away = this.absence.get();
			if (away == null) {
				return work;
			}
			away.refused.increment();
			return Mono.error(unavailable());
		});
	}

	static Problem unavailable() {
		return Problem
			.of(HttpStatus.SERVICE_UNAVAILABLE, "database_unavailable",
					"The database cannot be reached just now; try again.")
			.withRetryAfter(RETRY_AFTER);
	}

	/** Whether it is away now. */
	boolean isAway() {
		return this.absence.get() != null;
	}

	/**
	 * How often the database was away so far; connections from before are not trusted.
	 */
	int absences() {
		return this.absences.get();
	}

	/**
	 * Somebody waits for an answer.
	 * @param late told if none is to be expected any more
	 * @return to be disposed of when it has come
	 */
	Disposable await(Runnable late) {
		this.waiting.add(late);
		return () -> this.waiting.remove(late);
	}

	/** The database said something. */
	void answered() {
		this.heard = System.nanoTime();
		this.failing = 0;
	}

	/**
	 * Something went wrong; what the database says of a statement, or that it has no more
	 * connections, counts as an answer: those that are open still serve.
	 */
	void failed(Throwable error) {
		if (DatabaseTrouble.isFull(error) || !DatabaseTrouble.isAway(error)) {
			answered();
			return;
		}
		long now = System.nanoTime();
		if (this.failing == 0) {
			this.failing = now;
		}
		else if (now - this.failing >= this.settings.failing().toNanos()) {
			open(String.valueOf(error.getMessage()));
		}
	}

	private boolean isSuspicious() {
		return this.absence.get() == null && !this.waiting.isEmpty()
				&& System.nanoTime() - this.heard >= this.settings.suspicion().toNanos();
	}

	/**
	 * Where it has nothing to say to others, it may still answer this; also that it has
	 * no connection to spare for it, which is no reason to close the others.
	 */
	private void ask() {
		long before = this.heard;
		var _ = this.probe.doFinally((signal) -> this.asking.set(false)).subscribe((answer) -> answered(), (error) -> {
			if (DatabaseTrouble.isFull(error)) {
				answered();
			}
			else if (DatabaseTrouble.isAway(error) && this.heard == before) {
				open("it says nothing");
			}
		});
	}

	private void open(String reason) {
		Absence away = new Absence(System.nanoTime());
		if (!this.absence.compareAndSet(null, away)) {
			return;
		}
		var _ = this.absences.incrementAndGet();
		log.warn("{} is away ({}); what needs it is refused until it answers", this.name, reason);
		this.waiting.forEach(Runnable::run);
		var _ = this.work.add(this.probe
			.retryWhen(Retry.backoff(Long.MAX_VALUE, this.settings.firstProbe()).maxBackoff(this.settings.maxProbe()))
			.subscribe((answer) -> close(away)));
	}

	private void close(Absence away) {
		answered();
		this.absence.set(null);
		log.warn("{} answers again after {}; meanwhile it was asked for in vain {} times", this.name,
				Duration.ofNanos(System.nanoTime() - away.since).truncatedTo(ChronoUnit.MILLIS), away.refused.sum());
	}

	@Override
	public void dispose() {
		this.work.dispose();
	}

	/** A time in which the database is away. */
	private static final class Absence {

		private final long since;

		private final LongAdder refused = new LongAdder();

		Absence(long since) {
			this.since = since;
		}

	}

}
