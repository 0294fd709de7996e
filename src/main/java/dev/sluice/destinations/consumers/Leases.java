package dev.sluice.destinations.consumers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.destinations.registry.Destination.Payload;
import dev.sluice.destinations.turns.Herald;
import dev.sluice.destinations.turns.Turns;
import dev.sluice.http.Problem;
import dev.sluice.journal.Journal;
import dev.sluice.postgres.Connections;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Who has which events of a consumer. What was given away is held, and so is what comes
 * after it of its subject; the cursor goes on. What is not acknowledged by its time is
 * due again. What is empty is not there, or is another merchant's.
 */
@Component
class Leases {

	/** Whoever else comes waits, so that what he sees next is what was left. */
	private static final String HOLD = """
			select type, payload from destinations where merchant_id = $1 and destination_id = $2 for no key update""";

	/**
	 * First what is due, unless another has something of its subject; then what comes
	 * next. What is new of a subject that another has waits.
	 */
	private static final String TAKE = """
			with state as materialized (
			  select coalesce((select max(e.began_after) from journal_epochs e
			                    where e.merchant_id = $1 and e.began_after > greatest(d.cursor, coalesce(ends.purged, 0))
			                      and e.restored_to <= greatest(d.cursor, coalesce(ends.purged, 0))),
			                  greatest(d.cursor, coalesce(ends.purged, 0))) as base,
			         d.cursor < coalesce(ends.purged, 0) as missed, coalesce(ends.purged, 0) as purged, d.types,
			         d.status as before,
			         {head} as head, statement_timestamp() as now,
			         (select count(*) from held_events h
			           where h.merchant_id = $1 and h.destination_id = $2) < $8 as goes_on
			    from destinations d left join journal_heads ends on ends.merchant_id = d.merchant_id
			   where d.merchant_id = $1 and d.destination_id = $2 and d.status in ('active', 'failing')),
			lost as (
			  delete from held_events h using state
			   where h.merchant_id = $1 and h.destination_id = $2 and h.position <= state.purged returning h.position),
			due as (
			  select h.position, h.subject_id, true as held from held_events h, state
			   where h.merchant_id = $1 and h.destination_id = $2 and h.due_at <= state.now
			     and h.position > state.purged
			     and not exists (select from held_events e
			                      where e.merchant_id = $1 and e.destination_id = $2
			                        and e.subject_id = h.subject_id and e.due_at > state.now
			                        and e.position > state.purged)
			   order by h.position limit $4),
			bounds as (select greatest($4 - (select count(*) from due), 0) as most),
			fresh as (
			  select j.position, j.subject_id, false as held
			    from state join journal j on j.merchant_id = $1 and j.position > state.base
			                             and j.position <= state.base + $7
			   where state.goes_on and (cardinality(state.types) = 0 or j.type = any(state.types))
			   order by j.position limit (select most from bounds)),
			weighed as (
			  select w.*, sum(w.bytes) over (order by w.held desc, w.position rows unbounded preceding)
			              - w.bytes as before
			    from (select found.*, coalesce(j.bytes, octet_length(j.data::text)) as bytes
			            from (select * from due union all select * from fresh) found
			            join journal j on j.merchant_id = $1 and j.position = found.position) w),
			kept as (
			  select k.position, k.subject_id, k.held, not k.held and exists (
			           select from held_events e, state
			            where e.merchant_id = $1 and e.destination_id = $2 and e.subject_id = k.subject_id
			              and e.position > state.purged
			              and not exists (select from weighed o
			                               where o.held and o.before < $5 and o.position = e.position)) as waits
			    from weighed k where k.before < $5),
			again as (
			  update held_events h
			     set lease = $3, attempts = h.attempts + 1, due_at = state.now + make_interval(secs => $6)
			    from kept, state
			   where h.merchant_id = $1 and h.destination_id = $2 and h.position = kept.position and kept.held
			  returning h.position),
			added as (
			  insert into held_events (merchant_id, destination_id, position, subject_id, attempts, due_at, lease)
			  select $1, $2, k.position, k.subject_id, case when k.waits then 0 else 1 end,
			         case when k.waits then state.now else state.now + make_interval(secs => $6) end,
			         case when not k.waits then $3 end
			    from kept k, state where not k.held
			  on conflict do nothing returning position, lease),
			next as (
			  select case when not state.goes_on then state.base
			              when (select count(*) from kept where not held) < (select count(*) from fresh)
			                or (select count(*) from fresh) >= (select most from bounds)
			              then coalesce((select max(position) from kept where not held), state.base)
			              else least(state.head, state.base + $7) end as cursor,
			         state.missed or exists (select from lost) as missed, state.before
			    from state),
			moved as (
			  update destinations d
			     set cursor = next.cursor, status = case when next.missed then 'failing' else d.status end,
			         reason = case when next.missed then 'gave_up' else d.reason end,
			         version = d.version + case when next.missed and d.status <> 'failing' then 1 else 0 end,
			         updated_at = case when next.missed and d.status <> 'failing' then now() else d.updated_at end
			    from next
			   where d.merchant_id = $1 and d.destination_id = $2 and (d.cursor <> next.cursor or next.missed)
			  returning {columns}, next.before),
			{note}
			select (select array_agg(t.position order by t.position)
			          from (select position from again
			                 union all select position from added where lease is not null) t),
			       state.now + make_interval(secs => $6), state.goes_on and next.cursor < state.head,
			       (select extract(epoch from min(h.due_at) - state.now)::float8 from held_events h
			         where h.merchant_id = $1 and h.destination_id = $2 and h.due_at > state.now),
			       next.missed and next.before <> 'failing'
			  from state, next"""
		.replace("{head}", Journal.HEAD)
		.replace("{columns}", Turns.COLUMNS)
		.replace("{note}", Turns.note("moved"));

	/** Whose events these are is known, and stays so meanwhile. */
	private static final String ACKNOWLEDGE = """
			with acknowledged as (
			  delete from held_events h
			   where h.merchant_id = $1 and h.destination_id = $2 and h.lease = $3 and h.position <= $4
			  returning h.position),
			longer as (
			  update held_events h
			     set due_at = statement_timestamp() + make_interval(secs => $5),
			         lease = case when $5 > 0 then h.lease end
			   where h.merchant_id = $1 and h.destination_id = $2 and h.lease = $3 and h.position > $4
			     and $5 is not null)
			select (select count(*) from acknowledged),
			       case when $5 = 0 then 0
			            else (select count(*) from held_events h
			                   where h.merchant_id = $1 and h.destination_id = $2 and h.lease = $3
			                     and h.position > $4) end""";

	private final DatabaseClient database;

	private final TransactionalOperator transaction;

	private final Herald herald;

	private final ConsumerSettings settings;

	Leases(Connections connections, Herald herald, ConsumerSettings settings) {
		this.database = connections.reads().client();
		this.transaction = connections.reads().transaction();
		this.herald = herald;
		this.settings = settings;
	}

	/**
	 * Takes what there is.
	 * @param bytes how much it may weigh, but for its first event
	 * @return what was taken, which may be nothing; empty where there is no such
	 * destination; a {@link Problem} 409 where it is no consumer
	 */
	Mono<Taken> take(Wanted wanted, UUID lease, long bytes) {
		Mono<Taken> taken = hold(wanted.merchant(), wanted.destination())
			.flatMap((payload) -> of(TAKE, wanted.merchant(), wanted.destination()).bind(2, lease)
				.bind(3, wanted.limit())
				.bind(4, bytes)
				.bind(5, (double) wanted.lease().toSeconds())
				.bind(6, this.settings.window())
				.bind(7, this.settings.maxLeased())
				.map((row) -> taken(row, payload))
				.one()
				.defaultIfEmpty(new Taken(payload, List.of(), Instant.EPOCH, false, null, false)));
		return this.transaction.transactional(taken).doOnNext((what) -> {
			if (what.turned()) {
				this.herald.soon();
			}
		});
	}

	/**
	 * What was given under a lease has been done up to a position, and is forgotten; so
	 * it is where that was told before.
	 * @param longer for how long the rest is his yet, which is due at once where it is
	 * zero; null where that stays as it is
	 * @return what came of it; empty where there is no such destination; a
	 * {@link Problem} 409 where it is no consumer
	 */
	Mono<Acknowledged> acknowledge(UUID merchant, UUID destination, UUID lease, long position,
			@Nullable Duration longer) {
		GenericExecuteSpec statement = of(ACKNOWLEDGE, merchant, destination).bind(2, lease).bind(3, position);
		Mono<Acknowledged> acknowledged = ((longer != null) ? statement.bind(4, (double) longer.toSeconds())
				: statement.bindNull(4, Double.class))
			.map((row) -> new Acknowledged(column(row, 0, Long.class), column(row, 1, Long.class)))
			.one();
		return this.transaction.transactional(hold(merchant, destination).flatMap((payload) -> acknowledged));
	}

	/** What is told of an event; nobody else takes or tells anything meanwhile. */
	private Mono<Payload> hold(UUID merchant, UUID destination) {
		return of(HOLD, merchant, destination).map((row) -> payload(row)).one();
	}

	private GenericExecuteSpec of(String sql, UUID merchant, UUID destination) {
		return this.database.sql(sql).bind(0, merchant).bind(1, destination);
	}

	private static Payload payload(Readable row) {
		if (!column(row, 0, String.class).equals("consumer")) {
			throw Problem.of(HttpStatus.CONFLICT, "not_a_consumer",
					"The events of this destination are sent there; make one of the type consumer to come for them.");
		}
		return Payload.valueOf(column(row, 1, String.class).toUpperCase(Locale.ROOT));
	}

	private static Taken taken(Readable row, Payload payload) {
		Long[] positions = Optional.ofNullable(row.get(0, Long[].class)).orElse(new Long[0]);
		Double nextDue = row.get(3, Double.class);
		return new Taken(payload, List.of(positions), column(row, 1, Instant.class), column(row, 2, Boolean.class),
				(nextDue != null) ? Duration.ofMillis((long) (nextDue * 1000)) : null, column(row, 4, Boolean.class));
	}

	private static <T> T column(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

}
