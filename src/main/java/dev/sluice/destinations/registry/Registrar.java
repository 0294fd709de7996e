package dev.sluice.destinations.registry;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import dev.sluice.journal.Journal;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.audit.Audit;
import dev.sluice.merchants.audit.Deed;
import dev.sluice.postgres.Connections;
import dev.sluice.secrets.Sealed;
import dev.sluice.values.TypeId;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Shows destinations, and changes one at a time: held by whoever does it, in one
 * transaction with what is noted of it, and announced once that is committed.
 */
@Component
class Registrar {

	/**
	 * The oldest entry that is not passed tells since when something is not. What was
	 * come for is passed once it is acknowledged.
	 */
	private static final String SHOW = """
			select %s, greatest(journal_end.position - passed.cursor - coalesce((
			         select sum(e.began_after - greatest(e.restored_to, passed.cursor)) from journal_epochs e
			          where e.merchant_id = $1 and e.began_after > passed.cursor), 0), 0)::bigint,
			       coalesce(greatest(extract(epoch from now() - oldest.created_at), 0), 0)::bigint,
			       (select count(*) from held_events h
			         where h.merchant_id = d.merchant_id and h.destination_id = d.destination_id)
			  from destinations d
			 cross join (select coalesce((select purged from journal_heads where merchant_id = $1), 0) as purged,
			                    %s as position) journal_end
			 cross join lateral (
			   select case when d.type = 'consumer' then least(d.cursor, (
			     select min(h.position) - 1 from held_events h
			      where h.merchant_id = d.merchant_id and h.destination_id = d.destination_id))
			     else d.cursor end as cursor) passed
			  left join lateral (
			   select j.created_at from journal j
			    where j.merchant_id = d.merchant_id and j.position > greatest(passed.cursor, journal_end.purged)
			    order by j.position limit 1) oldest on true
			 where d.merchant_id = $1""".formatted(DestinationRow.COLUMNS.replace("d.cursor", "passed.cursor"),
			Journal.HEAD);

	private static final String LIST = SHOW + " order by d.destination_id desc";

	private static final String FIND = SHOW + " and d.destination_id = $2";

	private static final String HOLD = """
			select %s, d.secret from destinations d where d.merchant_id = $1 and d.destination_id = $2
			   for no key update""".formatted(DestinationRow.COLUMNS);

	private final DatabaseClient changing;

	private final DatabaseClient reads;

	private final TransactionalOperator transaction;

	private final Audit audit;

	private final ChangeNotices notices;

	Registrar(Connections connections, Audit audit, ChangeNotices notices) {
		this.changing = connections.payments().client();
		this.reads = connections.reads().client();
		this.transaction = connections.payments().transaction();
		this.audit = audit;
		this.notices = notices;
	}

	/** All destinations of a merchant, newest first. */
	Flux<Tracked> list(MerchantId merchant) {
		return this.reads.sql(LIST).bind(0, merchant.value()).map(Registrar::tracked).all();
	}

	/** A destination; empty where there is none. */
	Mono<Tracked> find(MerchantId merchant, UUID destination) {
		return of(this.reads, FIND, merchant, destination).map(Registrar::tracked).one();
	}

	/** A destination as it is in the transaction that is under way. */
	Mono<Tracked> findChanged(Caller caller, UUID destination) {
		return of(this.changing, FIND, caller.merchant(), destination).map(Registrar::tracked).one();
	}

	/**
	 * Changes a destination that is held.
	 * @param work what is to be noted of the change; empty where there was nothing to
	 * change
	 * @return the destination as it is then; empty where there is none
	 */
	Mono<Tracked> change(Caller caller, UUID destination, String action,
			Function<Held, Mono<Map<String, Object>>> work) {
		return commit(caller, destination,
				hold(caller, destination).flatMap((held) -> work.apply(held)
					.flatMap((data) -> note(caller, destination, action, data))
					.then(findChanged(caller, destination))));
	}

	/** Locks the row until the transaction that is under way ends. */
	Mono<Held> hold(Caller caller, UUID destination) {
		return statement(HOLD, caller, destination)
			.map((row) -> new Held(DestinationRow.read(row),
					Optional.ofNullable(row.get(DestinationRow.WIDTH, byte[].class)).map(Sealed::of)))
			.one();
	}

	/** Does all of it or nothing, and tells those who want to know once it is done. */
	<T> Mono<T> commit(Caller caller, UUID destination, Mono<T> work) {
		return this.transaction.transactional(work).doOnSuccess((done) -> {
			if (done != null) {
				this.notices.tell(caller.merchant().value(), destination);
			}
		});
	}

	/** Notes what is done in the transaction that is under way. */
	Mono<Void> note(Caller caller, UUID destination, String action, Map<String, Object> data) {
		return this.audit.add(new Deed(caller.owner().id(), caller.owner().mode(), caller.actor(), action,
				TypeId.write(Destination.PREFIX, destination), data));
	}

	/** A statement of a transaction, about a destination: its first two parameters. */
	DatabaseClient.GenericExecuteSpec statement(String sql, Caller caller, UUID destination) {
		return of(this.changing, sql, caller.merchant(), destination);
	}

	private static DatabaseClient.GenericExecuteSpec of(DatabaseClient database, String sql, MerchantId merchant,
			UUID destination) {
		return database.sql(sql).bind(0, merchant.value()).bind(1, destination);
	}

	private static Tracked tracked(Readable row) {
		return new Tracked(DestinationRow.read(row), DestinationRow.column(row, DestinationRow.WIDTH, Long.class),
				DestinationRow.column(row, DestinationRow.WIDTH + 1, Long.class),
				DestinationRow.column(row, DestinationRow.WIDTH + 2, Long.class), null);
	}

	/**
	 * A destination whose row is locked.
	 *
	 * @param secret what is posted is signed with
	 */
	record Held(Destination destination, Optional<Sealed> secret) {
	}

}
