package dev.sluice.destinations.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.postgres.Connections;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** Whose turn it is to relay, by the clock of the database, and what merchants are. */
@Component
class RelayStore {

	private static final String TAKE = """
			insert into relay_leases as l (relay, holder, held_until)
			values ($1, $2, now() + make_interval(secs => $3))
			on conflict (relay) do update set holder = excluded.holder, held_until = excluded.held_until
			 where l.holder = excluded.holder or l.held_until <= now()
			returning true""";

	private static final String RELEASE = "delete from relay_leases where relay = $1 and holder = $2";

	private static final String MODES = "select world_id, mode from worlds where world_id = any($1)";

	private final DatabaseClient database;

	RelayStore(Connections connections) {
		this.database = connections.reads().client();
	}

	/** Whether it is the holder's turn for so long from now on; never empty. */
	Mono<Boolean> take(String relay, UUID holder, Duration lease) {
		return this.database.sql(TAKE)
			.bind(0, relay)
			.bind(1, holder)
			.bind(2, lease.toMillis() / 1000.0)
			.mapValue(Boolean.class)
			.one()
			.defaultIfEmpty(false);
	}

	/** It is not the holder's turn any more; empty. */
	Mono<Void> release(String relay, UUID holder) {
		return this.database.sql(RELEASE).bind(0, relay).bind(1, holder).then();
	}

	/** The modes of merchants, {@code test} or {@code live}; of those that are known. */
	Mono<Map<UUID, String>> modes(Collection<UUID> merchants) {
		return this.database.sql(MODES)
			.bind(0, merchants.toArray(UUID[]::new))
			.map((row) -> Map.entry(Objects.requireNonNull(row.get(0, UUID.class)),
					Objects.requireNonNull(row.get(1, String.class))))
			.all()
			.collectMap(Map.Entry::getKey, Map.Entry::getValue);
	}

}
