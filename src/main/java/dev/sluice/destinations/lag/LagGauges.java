package dev.sluice.destinations.lag;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.sluice.destinations.registry.Destination;
import dev.sluice.postgres.Connections;
import dev.sluice.roles.ConditionalOnRole;
import dev.sluice.roles.Role;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * Shows how old the oldest event is that has not arrived where it is wanted, of each kind
 * of destination, by the clock of the database; and how many destinations there are. None
 * is a number while the database cannot be asked.
 */
@Component
@ConditionalOnRole(Role.DESTINATIONS)
class LagGauges implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(LagGauges.class);

	/**
	 * For each destination the first entry behind its cursor and the first that is held
	 * for it, by three seeks in an index. Nothing is behind where nothing is brought.
	 */
	private static final String OLDEST = """
			select d.type, d.status, count(*),
			       coalesce(max(extract(epoch from now() - late.created_at)), 0)::float8
			  from (select merchant_id, destination_id, type, status, cursor from destinations limit $1) d
			  left join lateral (
			    select j.created_at from (select least(
			        (select position from journal n where n.merchant_id = d.merchant_id and n.position > d.cursor
			          order by position limit 1),
			        (select position from held_events h
			          where h.merchant_id = d.merchant_id and h.destination_id = d.destination_id
			          order by position limit 1)) as position) first
			      join journal j on j.merchant_id = d.merchant_id and j.position = first.position
			     where d.status in ('active', 'failing')) late on true
			 group by d.type, d.status""";

	private final DatabaseClient database;

	private final LagSettings settings;

	/** Null while nothing is known. */
	private volatile @Nullable Map<Kind, Seen> seen;

	private volatile @Nullable Disposable running;

	LagGauges(Connections connections, LagSettings settings, MeterRegistry meters) {
		this.database = connections.exports().client();
		this.settings = settings;
		for (Destination.Type type : Destination.Type.values()) {
			var _ = Gauge.builder("sluice.destinations.lag", () -> lag(type))
				.baseUnit("seconds")
				.description(
						"How old the oldest event is that has not arrived where it is wanted, by kind of destination")
				.tag("type", type.label())
				.register(meters);
			for (Destination.Status status : Destination.Status.values()) {
				var _ = Gauge.builder("sluice.destinations.registered", () -> seen(type, status).count())
					.description("Destinations that merchants have, by kind and status, in the whole database")
					.tag("type", type.label())
					.tag("status", status.label())
					.register(meters);
			}
		}
	}

	private double lag(Destination.Type type) {
		return Math.max(seen(type, Destination.Status.ACTIVE).age(), seen(type, Destination.Status.FAILING).age());
	}

	private Seen seen(Destination.Type type, Destination.Status status) {
		Map<Kind, Seen> all = this.seen;
		return (all != null) ? all.getOrDefault(new Kind(type.label(), status.label()), Seen.NOTHING) : Seen.UNKNOWN;
	}

	@Override
	public void start() {
		this.running = look().repeatWhen((completed) -> completed.delayElements(this.settings.interval())).subscribe();
	}

	/** One look; empty, also where nothing can be seen. */
	private Mono<Void> look() {
		return Mono.defer(
				() -> this.database.sql(OLDEST).bind(0, this.settings.count()).map(LagGauges::row).all().collectList())
			.doOnNext((rows) -> this.seen = byKind(rows))
			.onErrorResume((error) -> {
				log.debug("It could not be looked how far destinations are behind", error);
				this.seen = null;
				return Mono.empty();
			})
			.then();
	}

	private static Map.Entry<Kind, Seen> row(Readable row) {
		return Map.entry(
				new Kind(Objects.requireNonNull(row.get(0, String.class)),
						Objects.requireNonNull(row.get(1, String.class))),
				new Seen(Objects.requireNonNull(row.get(2, Long.class)),
						Objects.requireNonNull(row.get(3, Double.class))));
	}

	private static Map<Kind, Seen> byKind(List<Map.Entry<Kind, Seen>> rows) {
		Map<Kind, Seen> all = new HashMap<>();
		rows.forEach((row) -> all.put(row.getKey(), row.getValue()));
		return Map.copyOf(all);
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

	/** Destinations that are looked at together. */
	private record Kind(String type, String status) {
	}

	/** What was seen of them last. */
	private record Seen(double count, double age) {

		private static final Seen NOTHING = new Seen(0, 0);

		private static final Seen UNKNOWN = new Seen(Double.NaN, Double.NaN);

	}

}
