package dev.sluice.simulator.book;

import dev.sluice.postgres.Connections;
import dev.sluice.simulator.issuer.Account;
import dev.sluice.simulator.issuer.RecordedOperation;
import dev.sluice.simulator.issuer.TestCard;
import dev.sluice.simulator.issuer.Verdict;
import dev.sluice.values.WebAddress;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;

/**
 * Writes operations and the sums that they leave, in the transaction of its caller, who
 * holds the lock of the payment's row.
 */
public class BookWriter {

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

	private static final String SETTLE = """
			with settled as (
			  update simulator.operations set status = $2, code = $3, message = $4, settled_at = now()
			   where operation_id = $1 returning payment_id)
			update simulator.payments p
			   set charging = $5, authorized = $6, captured = $7
			  from settled where p.payment_id = settled.payment_id""";

	private final DatabaseClient database;

	BookWriter(Connections connections) {
		this.database = connections.simulator().client();
	}

	/**
	 * Writes an operation down with the account that it leaves.
	 * @return how many rows that took; 0 where its id is known already
	 */
	Mono<Long> record(RecordedOperation operation, Account account) {
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
			.bind(9, text(address(operation.returnUrl())))
			.bind(10, text(address(operation.callbackUrl())))
			.bind(11, text(token(account.card())))
			.bind(12, account.charging())
			.bind(13, account.authorized())
			.bind(14, account.captured())
			.bind(15, account.refunded())
			.bind(16, account.voided())
			.fetch()
			.rowsUpdated();
	}

	/** Ends an operation that waited, and answers it as it ended. */
	Mono<RecordedOperation> settle(RecordedOperation waiting, Account before, Verdict verdict) {
		RecordedOperation operation = waiting.with(verdict);
		Account account = before.chargeEnded().after(operation.kind(), operation.amount(), verdict.status());
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

	private static @Nullable String address(@Nullable WebAddress url) {
		return (url != null) ? url.toString() : null;
	}

	private static Parameter text(@Nullable String value) {
		return Parameters.in(R2dbcType.VARCHAR, value);
	}

}
