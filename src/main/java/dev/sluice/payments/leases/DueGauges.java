package dev.sluice.payments.leases;

import java.util.Objects;

import dev.sluice.postgres.Connections;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * Shows how much is due that nobody works on, and for how long the oldest of it has been,
 * by the clock of the database: whether the recovery of all instances keeps up; and how
 * much waits for a person, for whom nobody else looks. None is a number while the
 * database cannot be asked.
 */
@Component
class DueGauges implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(DueGauges.class);

	/**
	 * By indexes of what is due and of what is in doubt alone; what is not counted any
	 * more is due as well.
	 */
	private static final String OLDEST = """
			select due.*, doubtful.*
			  from (select count(*), coalesce(extract(epoch from now() - min(due_at)), 0)::float8
			          from (select due_at from operations where status = 'pending' and due_at <= now()
			                 order by due_at limit $1) due) due,
			       (select count(*), coalesce(extract(epoch from now() - min(attention_at)), 0)::float8
			          from (select attention_at from operations where attention_at is not null limit $1) doubtful) doubtful""";

	private static final Seen UNKNOWN = new Seen(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

	private final DatabaseClient database;

	private final DueSettings settings;

	private volatile Seen seen = UNKNOWN;

	private volatile @Nullable Disposable running;

	DueGauges(Connections connections, DueSettings settings, MeterRegistry meters) {
		this.database = connections.exports().client();
		this.settings = settings;
		var _ = Gauge.builder("sluice.operations.due", () -> this.seen.count())
			.description("Pending operations that are due and that nobody works on, in the whole database")
			.register(meters);
		var _ = Gauge.builder("sluice.operations.due.age", () -> this.seen.age())
			.baseUnit("seconds")
			.description("How long the oldest of them has been due")
			.register(meters);
		var _ = Gauge.builder("sluice.operations.attention", () -> this.seen.doubtful())
			.description("Operations of which a person has to find out what came of them, in the whole database")
			.register(meters);
		var _ = Gauge.builder("sluice.operations.attention.age", () -> this.seen.doubtfulAge())
			.baseUnit("seconds")
			.description("How long the oldest of them has waited for a person")
			.register(meters);
	}

	@Override
	public void start() {
		this.running = look().repeatWhen((completed) -> completed.delayElements(this.settings.dueInterval()))
			.subscribe();
	}

	/** One look; empty, also where nothing can be seen. */
	private Mono<Void> look() {
		return Mono
			.defer(() -> this.database.sql(OLDEST)
				.bind(0, this.settings.dueCount())
				.map((row) -> new Seen(Objects.requireNonNull(row.get(0, Long.class)),
						Objects.requireNonNull(row.get(1, Double.class)),
						Objects.requireNonNull(row.get(2, Long.class)),
						Objects.requireNonNull(row.get(3, Double.class))))
				.one())
			.doOnNext((found) -> this.seen = found)
			.onErrorResume((error) -> {
				log.debug("What is due could not be looked up", error);
				this.seen = UNKNOWN;
				return Mono.empty();
			})
			.then();
	}

	@Override
	public void stop() {
		Disposable looking = this.running;
		this.running = null;
		if (looking != null) {
			looking.dispose();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	/** What was seen last. */
	private record Seen(double count, double age, double doubtful, double doubtfulAge) {
	}

}
