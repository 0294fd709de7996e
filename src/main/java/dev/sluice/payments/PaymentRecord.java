package dev.sluice.payments;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import dev.sluice.journal.Append;
import dev.sluice.journal.Projection;
import dev.sluice.payments.Operation.Kind;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;

/**
 * Writes a payment's row, the operation that its event is about and the key that it uses
 * up.
 */
@Component
class PaymentRecord implements Projection<Change> {

	private static final String INSERT = """
			insert into payments (merchant_id, payment_id, version, position, status, currency, amount,
			  amount_authorized, amount_captured, capture_pending, amount_refunded, refund_pending, expires_at, data,
			  reference, created_at)
			values ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, 0, null, $8::json, $9, $10)
			on conflict do nothing""";

	private static final String UPDATE = """
			update payments
			   set version = $3, position = $4, status = $5, amount_authorized = $6, amount_captured = $7,
			       capture_pending = $8, amount_refunded = $9, refund_pending = $10, expires_at = $11, data = $12::json
			 where merchant_id = $1 and payment_id = $2 and version = $3 - 1""";

	private static final String OPERATION = """
			insert into operations as operation (merchant_id, payment_id, operation_id, kind, amount, status, processor,
			  created_at, completed_at, answered_version, due_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now() + make_interval(secs => $11))
			on conflict (merchant_id, payment_id, operation_id) do update
			   set status = excluded.status, processor = excluded.processor, completed_at = excluded.completed_at,
			       answered_version = coalesce(operation.answered_version, excluded.answered_version)
			 where operation.status = 'pending'""";

	private final IdempotencyKeys keys;

	private final OperationSettings settings;

	PaymentRecord(IdempotencyKeys keys, OperationSettings settings) {
		this.keys = keys;
		this.settings = settings;
	}

	/**
	 * As the projection says; {@link IdempotencyKeys.Taken} where somebody was faster
	 * with the key.
	 */
	@Override
	public Mono<Boolean> write(DatabaseClient database, Append<Change> append, long position) {
		return claim(append).then(row(database, append, position).fetch().rowsUpdated())
			.filter((rows) -> rows == 1)
			.flatMap((written) -> operation(database, append).thenReturn(true))
			.defaultIfEmpty(false);
	}

	private Mono<Void> claim(Append<Change> append) {
		Change change = append.state();
		Operation operation = change.event().operation();
		return Mono.justOrEmpty((operation != null) ? change.claim() : Optional.<Claim>empty())
			.flatMap((claim) -> this.keys.claim(append.merchantId(), claim, change.payment().id(),
					Objects.requireNonNull(operation).id()));
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
			.bind(7, append.data().toString())
			.bind(8, Parameters.in(R2dbcType.VARCHAR, payment.reference()))
			.bind(9, payment.createdAt());
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
			.bind(7, payment.pendingAmount(Kind.CAPTURE))
			.bind(8, payment.amountRefunded())
			.bind(9, payment.pendingAmount(Kind.REFUND))
			.bind(10, instant(payment.expiresAt()))
			.bind(11, append.data().toString());
	}

	private Mono<Void> operation(DatabaseClient database, Append<Change> append) {
		Operation operation = append.state().event().operation();
		if (operation == null) {
			return Mono.empty();
		}
		return database.sql(OPERATION)
			.bind(0, append.merchantId())
			.bind(1, append.subjectId())
			.bind(2, operation.id().value())
			.bind(3, operation.kind().wireName())
			.bind(4, operation.amount())
			.bind(5, operation.status().wireName())
			.bind(6, operation.processor())
			.bind(7, operation.createdAt())
			.bind(8, instant(operation.completedAt()))
			.bind(9, Parameters.in(R2dbcType.INTEGER, answeredVersion(append, operation)))
			.bind(10, PendingOperations.seconds(this.settings.lease()))
			.then();
	}

	/**
	 * The version that the caller is answered with: with an outcome, or with what the
	 * customer has to do.
	 */
	private static @Nullable Integer answeredVersion(Append<Change> append, Operation operation) {
		boolean answers = !operation.isPending() || append.state().event() instanceof PaymentEvent.RequiresAction;
		return answers ? append.version() : null;
	}

	private static Parameter instant(@Nullable Instant instant) {
		return Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, instant);
	}

}
