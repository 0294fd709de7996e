package dev.sluice.destinations.registry;

import java.util.Map;
import java.util.UUID;

import dev.sluice.http.Problem;
import dev.sluice.merchants.Caller;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What was passed is sent again, or what was not is passed over. */
@Component
public class Redeliveries {

	/** Whoever works on it from before has another term then, and writes nothing. */
	private static final String REWIND = """
			update destinations set cursor = $3, term = term + 1, holder = null, updated_at = now()
			 where merchant_id = $1 and destination_id = $2""";

	private static final String FORGET = "delete from held_events where merchant_id = $1 and destination_id = $2";

	private static final String HELD = """
			select count(*) from held_events where merchant_id = $1 and destination_id = $2 and lease is null""";

	/** What somebody has come for is his until its time is over. */
	private static final String REDELIVER = """
			insert into held_events (merchant_id, destination_id, position, subject_id, attempts, due_at)
			select $1, d.destination_id, j.position, j.subject_id, 0, now()
			  from destinations d join journal j on j.merchant_id = d.merchant_id
			 where d.merchant_id = $1 and d.destination_id = $2 and j.position between $3 and $4
			   and j.position <= d.cursor and (cardinality(d.types) = 0 or j.type = any(d.types))
			on conflict (merchant_id, destination_id, position) do update set due_at = now()
			 where held_events.lease is null or held_events.due_at <= now()""";

	private final Registrar registrar;

	private final int most;

	Redeliveries(Registrar registrar, DestinationSettings settings) {
		this.registrar = registrar;
		this.most = settings.maxRedelivered();
	}

	/**
	 * Puts the cursor elsewhere, forward or back. What was held is not any more: it comes
	 * again, or is passed over, with all the rest.
	 * @param cursor the position that the next event comes after
	 * @return the destination as it is then; empty where there is none
	 */
	public Mono<Tracked> rewind(Caller caller, UUID destination, long cursor) {
		return this.registrar.change(caller, destination, "destination.rewound",
				(held) -> this.registrar.statement(REWIND, caller, destination)
					.bind(2, cursor)
					.then()
					.then(this.registrar.statement(FORGET, caller, destination).then())
					.thenReturn(Map.of("from", held.destination().cursor(), "to", cursor)));
	}

	/**
	 * Sends single events again, beside whatever else is being sent: those of a stretch
	 * that are wanted, still kept, and passed.
	 * @return how many those are; empty where there is no such destination; a
	 * {@link Problem} 409 where too many wait already
	 */
	public Mono<Long> redeliver(Caller caller, UUID destination, Stretch stretch) {
		return this.registrar.commit(caller, destination,
				this.registrar.hold(caller, destination)
					.delayUntil((held) -> hasRoom(caller, destination))
					.flatMap((held) -> this.registrar.statement(REDELIVER, caller, destination)
						.bind(2, stretch.from())
						.bind(3, stretch.to())
						.fetch()
						.rowsUpdated())
					.delayUntil((events) -> this.registrar.note(caller, destination, "destination.redelivered",
							Map.of("from", stretch.from(), "to", stretch.to(), "events", events))));
	}

	/** One request may add as many as may wait before it, and not more. */
	private Mono<Void> hasRoom(Caller caller, UUID destination) {
		return this.registrar.statement(HELD, caller, destination)
			.mapValue(Long.class)
			.one()
			.filter((count) -> count < this.most)
			.switchIfEmpty(Mono.error(() -> Problem.of(HttpStatus.CONFLICT, "too_many_held",
					"There are " + this.most + " events or more that wait to be sent again. Ask again when fewer do,"
							+ " or rewind the destination.")))
			.then();
	}

	/**
	 * Some positions of a journal that follow one another.
	 *
	 * @param from the first of them
	 * @param to the last of them
	 */
	public record Stretch(long from, long to) {
	}

}
