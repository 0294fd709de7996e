package dev.sluice.destinations.ownership;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.postgres.Connections;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * Which instance works on which destinations, by the clock of the database. An instance
 * gives one sign of life for all that it holds; what nobody holds who is alive is taken
 * by those who hold less than their share.
 */
@Component
class Ownership {

	private static final String RENEW = """
			with others as (
			  delete from destination_holders where holder <> $1 and seen_until < now() - make_interval(secs => $2))
			insert into destination_holders (holder, seen_until) values ($1, now() + make_interval(secs => $2))
			on conflict (holder) do update set seen_until = excluded.seen_until""";

	private static final String SHARES = """
			select (select count(*) from destination_holders where seen_until > now()),
			       count(*), count(*) filter (where holder = $1)
			  from destinations where status in ('active', 'failing') and type = 'webhook'""";

	private static final String TAKE = """
			update destinations d set holder = $1, term = d.term + 1
			  from (select merchant_id, destination_id from destinations o
			         where status in ('active', 'failing') and type = 'webhook'
			           and (holder is null or not exists (
			                 select from destination_holders h where h.holder = o.holder and h.seen_until > now()))
			         limit $2 for no key update skip locked) o
			 where d.merchant_id = o.merchant_id and d.destination_id = o.destination_id
			returning d.merchant_id, d.destination_id""";

	private static final String GIVE_BACK = """
			update destinations d set holder = null
			  from unnest($2::uuid[], $3::uuid[]) as idle (merchant_id, destination_id)
			 where d.merchant_id = idle.merchant_id and d.destination_id = idle.destination_id and d.holder = $1""";

	/** Those for whom there is something that they were not told of, or not in time. */
	private static final String BEHIND = """
			select d.merchant_id, d.destination_id from destinations d
			 where d.holder = $1 and d.status in ('active', 'failing') and d.type = 'webhook'
			   and (d.cursor < (select max(position) from journal j where j.merchant_id = d.merchant_id)
			     or exists (select from held_events h
			                 where h.merchant_id = d.merchant_id and h.destination_id = d.destination_id
			                   and h.due_at <= now()))""";

	private static final String RELEASE = """
			with holder as (delete from destination_holders where holder = $1)
			update destinations set holder = null where holder = $1""";

	private final DatabaseClient database;

	private final DatabaseClient looks;

	/** What takes long must not keep an instance from its sign of life. */
	Ownership(Connections connections) {
		this.database = connections.reads().client();
		this.looks = connections.exports().client();
	}

	/** Gives a sign of life that is good for so long; empty. */
	Mono<Void> renew(UUID holder, Duration lease) {
		return this.database.sql(RENEW).bind(0, holder).bind(1, lease.toMillis() / 1000.0).then();
	}

	/** How many there are, and how many of them are this holder's; never empty. */
	Mono<Shares> shares(UUID holder) {
		return this.database.sql(SHARES)
			.bind(0, holder)
			.map((row) -> new Shares(column(row, 0, Long.class), column(row, 1, Long.class),
					column(row, 2, Long.class)))
			.one();
	}

	/** Takes some of those that nobody holds; perhaps none. */
	Flux<Place> take(UUID holder, long most) {
		return this.database.sql(TAKE).bind(0, holder).bind(1, most).map(Ownership::place).all();
	}

	/** Gives back what others may take; empty. */
	Mono<Void> giveBack(UUID holder, List<Place> places) {
		return this.database.sql(GIVE_BACK)
			.bind(0, holder)
			.bind(1, places.stream().map(Place::merchant).toArray(UUID[]::new))
			.bind(2, places.stream().map(Place::destination).toArray(UUID[]::new))
			.then();
	}

	/** Those of a holder for whom there is something to bring; perhaps none. */
	Flux<Place> behind(UUID holder) {
		return this.looks.sql(BEHIND).bind(0, holder).map(Ownership::place).all();
	}

	/** Gives back everything; empty. */
	Mono<Void> release(UUID holder) {
		return this.database.sql(RELEASE).bind(0, holder).then();
	}

	private static Place place(Readable row) {
		return new Place(column(row, 0, UUID.class), column(row, 1, UUID.class));
	}

	private static <T> T column(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

	/**
	 * How destinations are spread.
	 *
	 * @param holders how many instances are alive
	 * @param all how many destinations events are brought to
	 * @param mine how many of them are the asking instance's
	 */
	record Shares(long holders, long all, long mine) {

		/** How many are each one's; one more than that is nobody's fault. */
		long fair() {
			return Math.ceilDiv(this.all, Math.max(1, this.holders));
		}

	}

}
