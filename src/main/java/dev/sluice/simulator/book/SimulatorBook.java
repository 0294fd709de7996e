package dev.sluice.simulator.book;

import java.time.Duration;
import java.util.List;

import dev.sluice.http.Problem;
import dev.sluice.postgres.Connections;
import dev.sluice.simulator.issuer.Account;
import dev.sluice.simulator.issuer.Issuer;
import dev.sluice.simulator.issuer.OperationKind;
import dev.sluice.simulator.issuer.RecordedOperation;
import dev.sluice.simulator.issuer.SimulatedOperation;
import dev.sluice.simulator.issuer.Verdict;
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

	private static final String LOCK_CHALLENGED = """
			select %s, %s from simulator.operations o join simulator.payments p using (payment_id)
			 where o.payment_id = $1 and o.status = 'action_required' and o.currency = $2
			   for update""".formatted(BookRows.OPERATION, BookRows.ACCOUNT);

	private final DatabaseClient database;

	private final BookWriter writer;

	private final TransactionalOperator transaction;

	private final Duration timeout;

	SimulatorBook(Connections connections, BookWriter writer, BookSettings settings) {
		this.database = connections.simulator().client();
		this.writer = writer;
		this.transaction = connections.simulator().transaction();
		this.timeout = settings.databaseTimeout();
	}

	/**
	 * Does an operation, once: a repeat finds what it came to.
	 * @return never empty; a {@link Problem} 409 where the id belongs to another
	 * operation
	 */
	Mono<Done> execute(SimulatedOperation asked) {
		Mono<Done> givenUp = (asked.kind() == OperationKind.VOID) ? giveUp(asked) : Mono.empty();
		return givenUp.switchIfEmpty(perform(asked)).as(this.transaction::transactional).timeout(this.timeout);
	}

	private Mono<Done> perform(SimulatedOperation asked) {
		return this.database.sql(LOCK_ACCOUNT)
			.bind(0, asked.payment())
			.bind(1, asked.currency())
			.map((row) -> BookRows.account(row, 0))
			.one()
			.flatMap((account) -> record(account, asked));
	}

	/**
	 * Releases what waits for the cardholder, who can approve it no more; empty where
	 * nothing does. Locks as {@link #settleInTime} does, in the same order.
	 */
	private Mono<Done> giveUp(SimulatedOperation asked) {
		return this.database.sql(LOCK_CHALLENGED)
			.bind(0, asked.payment())
			.bind(1, asked.currency())
			.map(SimulatorBook::unsettled)
			.one()
			.flatMap((challenged) -> settle(challenged, Verdict.GIVEN_UP)
				.flatMap((ended) -> release(challenged.account().chargeEnded(), asked, ended)));
	}

	private Mono<Done> release(Account account, SimulatedOperation asked, RecordedOperation ended) {
		RecordedOperation operation = RecordedOperation.of(asked, account.card(), Verdict.APPROVED);
		return this.writer.record(operation, account).thenReturn(new Done(operation, true, ended));
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
		return this.writer.record(operation, account.after(asked.kind(), asked.amount(), verdict.status()))
			.flatMap((rows) -> (rows == 1) ? Mono.just(new Done(operation, true, null)) : repeat(asked));
	}

	private Mono<Done> repeat(SimulatedOperation asked) {
		return find(asked.operation()).map((found) -> {
			if (!found.isAskedBy(asked)) {
				throw Problem.of(HttpStatus.CONFLICT, "operation_mismatch",
						"Another operation was asked for with this id.");
			}
			return new Done(found, false, null);
		});
	}

	private Mono<RecordedOperation> settle(Unsettled unsettled, Verdict verdict) {
		return this.writer.settle(unsettled.operation(), unsettled.account(), verdict);
	}

	/**
	 * What a request has come to.
	 *
	 * @param isNew whether this request did it
	 * @param ended the charge that it gave up; null where it did not
	 */
	record Done(RecordedOperation operation, boolean isNew, @Nullable RecordedOperation ended) {
	}

	private record Unsettled(RecordedOperation operation, Account account) {
	}

}
