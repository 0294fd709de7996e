package dev.sluice.payments;

import dev.sluice.journal.Append;
import dev.sluice.journal.Projection;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;

/** Writes a payment's row and the operation that its event is about. */
@Component
class PaymentRecord implements Projection<Change> {

	private static final String INSERT = """
			insert into payments (merchant_id, payment_id, version, position, status, currency, amount,
			  amount_authorized, amount_captured, capture_pending, amount_refunded, refund_pending, data, reference,
			  created_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, 0, $11::json, $12, $13)
			on conflict do nothing""";

	private static final String UPDATE = """
			update payments
			   set version = $3, position = $4, status = $5, amount_authorized = $6, amount_captured = $7,
			       amount_refunded = $8, data = $9::json
			 where merchant_id = $1 and payment_id = $2 and version = $3 - 1""";

	private static final String OPERATION = """
			insert into operations (merchant_id, payment_id, operation_id, kind, amount, status, created_at,
			  completed_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8)
			on conflict (merchant_id, payment_id, operation_id) do update
			   set status = excluded.status, completed_at = excluded.completed_at""";

	@Override
	public Mono<Boolean> write(DatabaseClient database, Append<Change> append, long position) {
		return row(database, append, position).fetch()
			.rowsUpdated()
			.filter((rows) -> rows == 1)
			.flatMap((written) -> operation(database, append).fetch().rowsUpdated())
			.hasElement();
	}

	private static GenericExecuteSpec row(DatabaseClient database, Append<Change> append, long position) {
		return (append.version() == 1) ? insert(database, append, position) : update(database, append, position);
	}

	private static GenericExecuteSpec insert(DatabaseClient database, Append<Change> append, long position) {
		Payment payment = append.state().payment();
		return database.sql(INSERT)
			.bind(0, append.merchantId())
			.bind(1, append.subjectId())
			.bind(2, append.version())
			.bind(3, position)
			.bind(4, payment.status().wireName())
			.bind(5, payment.currency())
			.bind(6, payment.amount())
			.bind(7, payment.amountAuthorized())
			.bind(8, payment.amountCaptured())
			.bind(9, payment.amountRefunded())
			.bind(10, append.data().toString())
			.bind(11, Parameters.in(R2dbcType.VARCHAR, payment.reference()))
			.bind(12, payment.createdAt());
	}

	private static GenericExecuteSpec update(DatabaseClient database, Append<Change> append, long position) {
		Payment payment = append.state().payment();
		return database.sql(UPDATE)
			.bind(0, append.merchantId())
			.bind(1, append.subjectId())
			.bind(2, append.version())
			.bind(3, position)
			.bind(4, payment.status().wireName())
			.bind(5, payment.amountAuthorized())
			.bind(6, payment.amountCaptured())
			.bind(7, payment.amountRefunded())
			.bind(8, append.data().toString());
	}

	private static GenericExecuteSpec operation(DatabaseClient database, Append<Change> append) {
		Operation operation = append.state().event().operation();
		return database.sql(OPERATION)
			.bind(0, append.merchantId())
			.bind(1, append.subjectId())
			.bind(2, operation.id().value())
			.bind(3, operation.kind().wireName())
			.bind(4, operation.amount())
			.bind(5, operation.status().wireName())
			.bind(6, operation.createdAt())
			.bind(7, Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, operation.completedAt()));
	}

}
