package dev.sluice.postgres;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Opens connections for as long as that works. Once one could not be opened, one tries
 * again now and then, and everybody else is refused at once: a database that is full, or
 * starts, is not besieged by all who want something of it.
 */
final class PacedConnections implements ConnectionFactory {

	private static final Logger log = LoggerFactory.getLogger(PacedConnections.class);

	/**
	 * A full database is spoken of that often at the most, as it may be full by turns.
	 */
	private static final Duration SILENCE = Duration.ofSeconds(10);

	private final ConnectionFactory connections;

	private final CircuitSettings settings;

	private final Circuit circuit;

	private final AtomicReference<@Nullable Trouble> trouble = new AtomicReference<>();

	private volatile long lastOpened = System.nanoTime();

	/** When it was last said that the database is full. */
	private volatile long told = System.nanoTime() - SILENCE.toNanos();

	/**
	 * Opens what others open, at a pace.
	 * @param settings from the first pause to the longest
	 * @param circuit what failed before the database was away says nothing of it now
	 */
	PacedConnections(ConnectionFactory connections, CircuitSettings settings, Circuit circuit) {
		this.connections = connections;
		this.settings = settings;
		this.circuit = circuit;
	}

	/**
	 * A new connection; an error where none can be opened, or none is tried just now.
	 */
	@Override
	public Mono<Connection> create() {
		return Mono.defer(() -> {
			Trouble known = this.trouble.get();
			if (known == null || known.absences() != this.circuit.absences()) {
				return open();
			}
			if (known.isPausing() || !known.trying().compareAndSet(false, true)) {
				known.refused().increment();
				return Mono.error(Circuit.unavailable());
			}
			return open().doFinally((signal) -> known.trying().set(false));
		});
	}

	private Mono<Connection> open() {
		return Mono.defer(() -> {
			long began = System.nanoTime();
			return Mono.<Connection>from(this.connections.create())
				.doOnNext((connection) -> opened())
				.doOnError((error) -> failed(error, began));
		});
	}

	private void opened() {
		this.lastOpened = System.nanoTime();
		Trouble over = this.trouble.getAndSet(null);
		if (over != null && over.isTold()) {
			log.warn("PostgreSQL gives connections again after {}; meanwhile it was asked for one in vain {} times",
					Duration.ofNanos(System.nanoTime() - over.since()).truncatedTo(ChronoUnit.MILLIS),
					over.refused().sum());
		}
	}

	/**
	 * Those who were under way together fail together, which counts once; not at all
	 * where one could be opened since.
	 */
	private void failed(Throwable error, long began) {
		if (this.lastOpened - began > 0) {
			return;
		}
		Trouble known = this.trouble.get();
		if (known != null && known.isPausing()) {
			return;
		}
		Trouble base = (known != null && known.absences() == this.circuit.absences())
				? known.longer(this.settings.maxProbe())
				: Trouble.begin(this.circuit.absences(), this.settings.firstProbe());
		boolean tells = !base.isTold() && DatabaseTrouble.isFull(error)
				&& System.nanoTime() - this.told >= SILENCE.toNanos();
		if (this.trouble.compareAndSet(known, tells ? base.told() : base) && tells) {
			this.told = System.nanoTime();
			log.warn("PostgreSQL gives no more connections ({}); who needs a new one is refused, and one is tried"
					+ " every {} at the most", error.getMessage(), this.settings.maxProbe());
		}
	}

	@Override
	public ConnectionFactoryMetadata getMetadata() {
		return this.connections.getMetadata();
	}

	/**
	 * A time in which none can be opened.
	 *
	 * @param since when it began
	 * @param failed when the last try failed
	 * @param pause how long there is none after that
	 * @param absences how often the database was away before
	 * @param isTold whether the log says so
	 * @param refused how many were refused so far
	 * @param trying whether somebody tries again
	 */
	private record Trouble(long since, long failed, Duration pause, int absences, boolean isTold, LongAdder refused,
			AtomicBoolean trying) {

		static Trouble begin(int absences, Duration pause) {
			long now = System.nanoTime();
			return new Trouble(now, now, pause, absences, false, new LongAdder(), new AtomicBoolean());
		}

		/** After one more try that failed. */
		Trouble longer(Duration longest) {
			Duration twice = this.pause.multipliedBy(2);
			return new Trouble(this.since, System.nanoTime(), (twice.compareTo(longest) < 0) ? twice : longest,
					this.absences, this.isTold, this.refused, new AtomicBoolean());
		}

		Trouble told() {
			return new Trouble(this.since, this.failed, this.pause, this.absences, true, this.refused, this.trying);
		}

		boolean isPausing() {
			return System.nanoTime() - this.failed < this.pause.toNanos();
		}

	}

}
