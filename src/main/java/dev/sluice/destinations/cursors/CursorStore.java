package dev.sluice.destinations.cursors;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import dev.sluice.destinations.registry.Destination.Payload;
import dev.sluice.destinations.registry.Destination.Status;
import dev.sluice.destinations.registry.DestinationSecrets;
import dev.sluice.destinations.turns.Herald;
import dev.sluice.destinations.turns.Turns;
import dev.sluice.journal.Journal;
import dev.sluice.journal.Selection;
import dev.sluice.postgres.Connections;
import dev.sluice.values.TypeId;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** Where a destination stands, as it is read and written by whoever holds it. */
@Component
class CursorStore {

	private static final String LOAD = """
			select d.status, d.url, d.types, d.payload, d.secret,
			       case when d.previous_until > now() then d.previous_secret end, d.cursor, d.term,
			       d.unwell_since is not null, head.purged, {head},
			       array_agg(h.subject_id) filter (where h.subject_id is not null),
			       array_agg(h.position) filter (where h.subject_id is not null), d.updated_at
			  from destinations d
			  left join held_events h on h.merchant_id = d.merchant_id and h.destination_id = d.destination_id
			  left join journal_heads head on head.merchant_id = d.merchant_id
			 where d.merchant_id = $1 and d.destination_id = $2 and d.holder = $3
			 group by d.merchant_id, d.destination_id, head.merchant_id""".replace("{head}", Journal.HEAD);

	/**
	 * All of what came of a while, or nothing where somebody else holds it by now. What
	 * the merchant has set meanwhile stays. Where somebody is there again, what is held
	 * since he was not is tried at once, and the time counts for none that is held.
	 */
	private static final String SAVE = """
			with next as (
			  select merchant_id, destination_id, updated_at as changed_at, status as before,
			         case when $6 then unwell_since end as away_since,
			         case when status in ('paused', 'disabled') then status when $8 then 'disabled'
			              when $9 then 'failing' when $6 and reason = 'not_answering' then 'active'
			              when not $6 and status = 'active' and unwell_since < now() - make_interval(secs => $10)
			              then 'failing' else status end as status,
			         case when status in ('paused', 'disabled') then reason when $8 then 'gone'
			              when $9 then 'gave_up' when $6 and reason = 'not_answering' then null
			              when not $6 and status = 'active' and unwell_since < now() - make_interval(secs => $10)
			              then 'not_answering' else reason end as reason
			    from destinations
			   where merchant_id = $1 and destination_id = $2 and holder = $3 and term = $4 for no key update),
			mine as (
			  update destinations d
			     set cursor = $5, status = next.status, reason = next.reason,
			         version = d.version + case when d.status = next.status then 0 else 1 end,
			         unwell_since = case when $6 then null when $7 then coalesce(unwell_since, now())
			                             else unwell_since end,
			         updated_at = case when d.status = next.status then d.updated_at else now() end
			    from next where d.merchant_id = next.merchant_id and d.destination_id = next.destination_id
			  returning {columns}, next.before, next.changed_at, next.away_since),
			{note},
			released as (
			  delete from held_events h using mine
			   where h.merchant_id = mine.merchant_id and h.destination_id = mine.destination_id
			     and h.position = any($11)),
			hurried as (
			  update held_events h
			     set held_at = least(now(), h.held_at + (now() - mine.away_since)),
			         due_at = case when h.held_at >= mine.away_since then least(h.due_at, now()) else h.due_at end
			    from mine
			   where mine.away_since is not null
			     and h.merchant_id = mine.merchant_id and h.destination_id = mine.destination_id
			     and h.position <> all($11) and h.position <> all($12)),
			held as (
			  insert into held_events (merchant_id, destination_id, position, subject_id, attempts, due_at)
			  select $1, mine.destination_id, n.position, n.subject_id, n.attempts, now() + make_interval(secs => n.pause)
			    from mine, unnest($12::bigint[], $13::uuid[], $14::int[], $15::float8[])
			                 as n (position, subject_id, attempts, pause)
			  on conflict (merchant_id, destination_id, position)
			  do update set attempts = greatest(held_events.attempts, excluded.attempts), due_at = excluded.due_at,
			                held_at = case when held_events.attempts = 0 then now()
			                               else least(now(), held_events.held_at
			                                          + coalesce(now() - (select away_since from mine), '0'::interval)) end),
			sent as (
			  insert into deliveries (merchant_id, destination_id, delivery_id, position, attempt, outcome, http_status,
			                          millis, answer, sent_at)
			  select $1, mine.destination_id, n.id, n.position, n.attempt, n.outcome, nullif(n.status, 0), n.millis,
			         nullif(n.answer, ''), now() - make_interval(secs => n.age)
			    from mine, unnest($16::uuid[], $17::bigint[], $18::int[], $19::text[], $20::int[], $21::int[],
			                      $22::text[], $23::float8[])
			                 as n (id, position, attempt, outcome, status, millis, answer, age)
			  on conflict do nothing)
			select changed_at, status <> before from mine"""
		.replace("{columns}", Turns.COLUMNS)
		.replace("{note}", Turns.note("mine"));

	private final DatabaseClient database;

	private final DestinationSecrets secrets;

	private final Herald herald;

	private final CourierSettings settings;

	CursorStore(Connections connections, DestinationSecrets secrets, Herald herald, CourierSettings settings) {
		this.database = connections.exports().client();
		this.secrets = secrets;
		this.herald = herald;
		this.settings = settings;
	}

	/** Where a destination stands; empty where it is not the holder's. */
	Mono<Standing> load(UUID merchant, UUID destination, UUID holder) {
		return this.database.sql(LOAD)
			.bind(0, merchant)
			.bind(1, destination)
			.bind(2, holder)
			.map((row) -> standing(row, merchant, destination, holder))
			.one();
	}

	private Standing standing(Readable row, UUID merchant, UUID destination, UUID holder) {
		Long purged = row.get(9, Long.class);
		return new Standing(merchant, destination, holder, column(row, 7, Long.class),
				Status.valueOf(upper(column(row, 0, String.class))), column(row, 1, String.class),
				new Selection(Set.of(column(row, 2, String[].class)), Optional.empty()),
				Payload.valueOf(upper(column(row, 3, String.class))),
				this.secrets.open(merchant, destination, column(row, 4, byte[].class), row.get(5, byte[].class)),
				column(row, 6, Long.class), (purged != null) ? purged : 0, column(row, 10, Long.class),
				held(row.get(11, UUID[].class), row.get(12, Long[].class)), column(row, 8, Boolean.class),
				column(row, 13, Instant.class));
	}

	private static Map<UUID, Set<Long>> held(UUID @Nullable [] subjects, Long @Nullable [] positions) {
		Map<UUID, Set<Long>> held = new HashMap<>();
		if (subjects != null && positions != null) {
			for (int i = 0; i < subjects.length; i++) {
				boolean _ = held.computeIfAbsent(subjects[i], (subject) -> new HashSet<>(1)).add(positions[i]);
			}
		}
		return held;
	}

	/**
	 * Writes down what came of a while, and notes what became of the destination by that.
	 * @return when the destination had been changed last; empty where it is not the
	 * holder's any more
	 */
	Mono<Instant> save(Standing standing, Progress progress) {
		List<Progress.Held> held = progress.held();
		List<Progress.Sent> sent = progress.sent();
		return this.database.sql(SAVE)
			.bind(0, standing.merchant())
			.bind(1, standing.destination())
			.bind(2, standing.holder())
			.bind(3, standing.term())
			.bind(4, progress.cursor())
			.bind(5, progress.arrived())
			.bind(6, progress.failed())
			.bind(7, progress.gone())
			.bind(8, progress.gaveUp())
			.bind(9, seconds(this.settings.giveUpAfter()))
			.bind(10, progress.released().toArray(Long[]::new))
			.bind(11, all(held, (each) -> each.event().position(), new Long[0]))
			.bind(12, all(held, (each) -> each.event().subject(), new UUID[0]))
			.bind(13, all(held, (each) -> each.event().attempts(), new Integer[0]))
			.bind(14, all(held, (each) -> seconds(each.pause()), new Double[0]))
			.bind(15, all(sent, (each) -> TypeId.next(), new UUID[0]))
			.bind(16, all(sent, Progress.Sent::position, new Long[0]))
			.bind(17, all(sent, Progress.Sent::attempt, new Integer[0]))
			.bind(18, all(sent, (each) -> each.outcome().label(), new String[0]))
			.bind(19, all(sent, (each) -> Objects.requireNonNullElse(each.answer().httpStatus(), 0), new Integer[0]))
			.bind(20, all(sent, (each) -> (int) each.answer().latency().toMillis(), new Integer[0]))
			.bind(21, all(sent, (each) -> Objects.requireNonNullElse(each.answer().excerpt(), ""), new String[0]))
			.bind(22, all(sent, Progress.Sent::age, new Double[0]))
			.map((row) -> new Saved(column(row, 0, Instant.class), column(row, 1, Boolean.class)))
			.one()
			.map(this::saved);
	}

	private Instant saved(Saved saved) {
		if (saved.turned()) {
			this.herald.soon();
		}
		return saved.changedAt();
	}

	private static <T, V> V[] all(List<T> rows, Function<T, V> column, V[] type) {
		return rows.stream().map(column).toList().toArray(type);
	}

	static double seconds(Duration time) {
		return time.toMillis() / 1000.0;
	}

	static Duration seconds(double seconds) {
		return Duration.ofMillis((long) (seconds * 1000));
	}

	private static String upper(String label) {
		return label.toUpperCase(Locale.ROOT);
	}

	private static <T> T column(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

	/**
	 * What is known once something is written down.
	 *
	 * @param changedAt when the destination had been changed last
	 * @param turned whether that made it another one
	 */
	private record Saved(Instant changedAt, boolean turned) {
	}

}
