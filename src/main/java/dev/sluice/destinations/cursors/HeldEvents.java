package dev.sluice.destinations.cursors;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.postgres.Connections;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** When what is held of a destination is to be tried again. */
@Component
class HeldEvents {

	/** Of one destination, those that no other one of their subject is before. */
	private static final String FIRST_HELD = """
			from held_events h where h.merchant_id = $1 and h.destination_id = $2 and not exists (
			  select from held_events e where e.merchant_id = $1 and e.destination_id = $2
			     and e.subject_id = h.subject_id and e.position < h.position)""";

	private static final String DUE = """
			select h.position, h.attempts, h.attempts > 0 and h.held_at < now() - make_interval(secs => $3)
			""" + FIRST_HELD + " and (h.due_at <= now() or $5) order by h.due_at limit $4";

	private static final String NEXT_DUE = "select extract(epoch from min(h.due_at) - now())::float8 " + FIRST_HELD;

	private final DatabaseClient database;

	private final CourierSettings settings;

	HeldEvents(Connections connections, CourierSettings settings) {
		this.database = connections.exports().client();
		this.settings = settings;
	}

	/**
	 * What is held and due, in the order in which it became so.
	 * @param early whether what is not due yet is wanted, too
	 */
	Flux<Due> due(Standing standing, int most, boolean early) {
		return this.database.sql(DUE)
			.bind(0, standing.merchant())
			.bind(1, standing.destination())
			.bind(2, CursorStore.seconds(this.settings.giveUpAfter()))
			.bind(3, most)
			.bind(4, early)
			.map((row) -> new Due(column(row, 0, Long.class), column(row, 1, Integer.class),
					column(row, 2, Boolean.class)))
			.all();
	}

	/** In how long the next that is held will be due; empty where none is held. */
	Mono<Duration> nextDue(UUID merchant, UUID destination) {
		return this.database.sql(NEXT_DUE)
			.bind(0, merchant)
			.bind(1, destination)
			.map((row) -> Optional.ofNullable(row.get(0, Double.class)))
			.one()
			.flatMap(Mono::justOrEmpty)
			.map((seconds) -> CursorStore.seconds(Math.max(0, seconds)));
	}

	private static <T> T column(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

	/**
	 * An event that is held and due.
	 *
	 * @param attempts how often it was sent
	 * @param overdue whether it has been tried for long enough
	 */
	record Due(long position, int attempts, boolean overdue) {
	}

}
