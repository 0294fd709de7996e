package dev.sluice.simulator.book;

import java.time.Duration;
import java.util.List;

import dev.sluice.http.Problem;
import dev.sluice.postgres.Connections;
import dev.sluice.simulator.issuer.Account;
import dev.sluice.simulator.issuer.Issuer;
import dev.sluice.simulator.issuer.RecordedOperation;
import dev.sluice.simulator.issuer.SimulatedOperation;
import dev.sluice.simulator.issuer.TestCard;
import dev.sluice.simulator.issuer.Verdict;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * What the simulator did, by the caller's ids. Whoever writes holds the lock of the
 * payment's row, so that its sums are never exceeded.
 */
public class SimulatorBook {

	/** Locks the row too when it is there already. */
	private static final String LOCK_ACCOUNT = """
			insert into simulator.payments as p (payment_id, currency) values ($1, $2)
			on conflict (payment_id) do update set operations = p.operations
			returning %s""".formatted(BookRows.ACCOUNT);

	private static final String RECORD = """
			with recorded as (
			  insert into simulator.operations
			    (operation_id, payment_id, kind, amount, currency, payment_method, status, code, message,
			     return_url, callback_url)
			  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
			  on conflict do nothing returning payment_id)
			update simulator.payments p
			   set payment_method = $12, charging = $13, authorized = $14, captured = $15, refunded = $16,
			       voided = $17, operations = operations + 1
			  from recorded where p.payment_id = recorded.payment_id""";

	private static final String FIND = "select " + BookRows.OPERATION
			+ " from simulator.operations o where operation_id = $1";

	private static final String LOCK_UNSETTLED = """
			select %s, %s from simulator.operations o join simulator.payments p using (payment_id)
			 where o.operation_id = $1 and o.status = $2
			   and (o.created_at <= now() - $3::bigint * interval '1 millisecond') = $4
			   for update""".formatted(BookRows.OPERATION, BookRows.ACCOUNT);

	/** The status is written out, so that the index of its operations serves. */
	private static final String LOCK_DUE = """
			select %s, %s from simulator.operations o join simulator.payments p using (payment_id)
			 where o.status = '%%s' and o.created_at <= now() - $1::bigint * interval '1 millisecond'
			 order by o.created_at limit $2
			   for update skip locked""".formatted(BookRows.OPERATION, BookRows.ACCOUNT);

	private static final String SETTLE = """
			with settled as (
			  update simulator.operations set status = $2, code = $3, message = $4, settled_at = now()
			   where operation_id = $1 returning payment_id)
			update simulator.payments p
			   set charging = $5, authorized = $6, captured = $7
			  from settled where p.payment_id = settled.payment_id""";

	private final DatabaseClient database;

	private final TransactionalOperator transaction;

	private final Duration timeout;

	SimulatorBook(Connections connections, BookSettings settings) {
		this.database = connections.payments().client();
		this.transaction = connections.payments().transaction();
		this.timeout = settings.databaseTimeout();
	}

	/**
	 * Does an operation, once: a repeat finds what it came to.
	 * @return never empty; a {@link Problem} 409 where the id belongs to another
	 * operation
	 */
	Mono<Done> execute(SimulatedOperation asked) {
		return this.database.sql(LOCK_ACCOUNT)
			.bind(0, asked.payment())
			.bind(1, asked.currency())
			.map((row) -> BookRows.account(row, 0))
			.one()
			.flatMap((account) -> record(account, asked))
			.as(this.transaction::transactional)
			.timeout(this.timeout);
	}

	/** An operation as it stands; empty where nothing is known of it. */
	Mono<RecordedOperation> find(String operation) {
		return this.database.sql(FIND).bind(0, operation).map(BookRows::operation).one().timeout(this.timeout);
	}

	/**
	 * Ends an operation with a verdict of its own, before its deadline.
	 * @return the operation as it ended; empty where it is too late, for instance because
	 * it has ended already
	 */
	Mono<RecordedOperation> settleInTime(String operation, Deadline deadline, Verdict verdict) {
		return settle(operation, deadline, false, verdict);
	}

	/**
	 * Ends an operation whose deadline has passed.
	 * @return the operation as it ended; empty where it is too early, or has ended
	 * already
	 */
	Mono<RecordedOperation> settleDue(String operation, Deadline deadline) {
		return settle(operation, deadline, true, deadline.verdict());
	}

	/**
	 * Ends operations whose deadline has passed, oldest first, and leaves out those that
	 * somebody else is at.
	 * @return what was ended, when that is durable
	 */
	Mono<List<RecordedOperation>> settleDue(Deadline deadline, int limit) {
		return this.database.sql(LOCK_DUE.formatted(deadline.status().text()))
			.bind(0, deadline.after().toMillis())
			.bind(1, limit)
			.map(SimulatorBook::unsettled)
			.all()
			.collectList()
			.flatMapIterable((due) -> due)
			.concatMap((unsettled) -> settle(unsettled, deadline.verdict()))
			.collectList()
			.as(this.transaction::transactional)
			.timeout(this.timeout);
	}

	private Mono<RecordedOperation> settle(String operation, Deadline deadline, boolean due, Verdict verdict) {
		return this.database.sql(LOCK_UNSETTLED)
			.bind(0, operation)
			.bind(1, deadline.status().text())
			.bind(2, deadline.after().toMillis())
			.bind(3, due)
			.map(SimulatorBook::unsettled)
			.one()
			.flatMap((unsettled) -> settle(unsettled, verdict))
			.as(this.transaction::transactional)
			.timeout(this.timeout);
	}

	private static Unsettled unsettled(Readable row) {
		return new Unsettled(BookRows.operation(row), BookRows.account(row, BookRows.OPERATION_COLUMNS));
	}

	private Mono<Done> record(Account found, SimulatedOperation asked) {
		Account account = found.paidWith(asked.kind().isCharge() ? asked.card() : null);
		Verdict verdict = Issuer.decide(account, asked.kind(), asked.amount(), asked.currency());
		RecordedOperation operation = RecordedOperation.of(asked, account.card(), verdict);
		return write(operation, account.after(asked.kind(), asked.amount(), verdict.status()))
			.flatMap((rows) -> (rows == 1) ? Mono.just(new Done(operation, true)) : repeat(asked));
	}

	private Mono<Done> repeat(SimulatedOperation asked) {
		return find(asked.operation()).map((found) -> {
			if (!found.isAskedBy(asked)) {
				throw Problem.of(HttpStatus.CONFLICT, "operation_mismatch",
						"Another operation was asked for with this id.");
			}
			return new Done(found, false);
		});
	}

	private Mono<Long> write(RecordedOperation operation, Account account) {
		return this.database.sql(RECORD)
			.bind(0, operation.operation())
			.bind(1, operation.payment())
			.bind(2, operation.kind().text())
			.bind(3, operation.amount())
			.bind(4, operation.currency())
			.bind(5, text(token(operation.card())))
			.bind(6, operation.status().text())
			.bind(7, text(operation.verdict().code()))
			.bind(8, text(operation.verdict().message()))
			.bind(9, text(operation.returnUrl()))
			.bind(10, text(operation.callbackUrl()))
			.bind(11, text(token(account.card())))
			.bind(12, account.charging())
			.bind(13, account.authorized())
			.bind(14, account.captured())
			.bind(15, account.refunded())
			.bind(16, account.voided())
			.fetch()
			.rowsUpdated();
	}

	private Mono<RecordedOperation> settle(Unsettled unsettled, Verdict verdict) {
		RecordedOperation operation = unsettled.operation().with(verdict);
		Account account = unsettled.account()
			.chargeEnded()
			.after(operation.kind(), operation.amount(), verdict.status());
		return this.database.sql(SETTLE)
			.bind(0, operation.operation())
			.bind(1, verdict.status().text())
			.bind(2, text(verdict.code()))
			.bind(3, text(verdict.message()))
			.bind(4, account.charging())
			.bind(5, account.authorized())
			.bind(6, account.captured())
			.then()
			.thenReturn(operation);
	}

	private static @Nullable String token(@Nullable TestCard card) {
		return (card != null) ? card.token() : null;
	}

	private static Parameter text(@Nullable String value) {
		return Parameters.in(R2dbcType.VARCHAR, value);
	}

	/**
	 * What a request has come to.
	 *
	 * @param isNew whether this request did it
	 */
	record Done(RecordedOperation operation, boolean isNew) {
	}

	private record Unsettled(RecordedOperation operation, Account account) {
	}

}
