package dev.sluice.testing;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import dev.sluice.payments.lifecycle.Operation;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.lifecycle.Status;
import dev.sluice.payments.words.Kind;
import dev.sluice.testing.Rows.Row;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds a database's journal against its rows: one is the fold of the other. */
public final class PaymentAudit {

	private static final JsonMapper JSON = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	private static final Set<Status> FINAL = EnumSet.of(Status.REFUNDED, Status.VOIDED, Status.DECLINED, Status.FAILED,
			Status.EXPIRED);

	private static final String ENTRIES = """
			select subject_id, version, position, type, change::text, data::text, actor::text from journal
			 order by merchant_id, subject_id, version""";

	private static final String ROWS = """
			select payment_id, data::text, version, position, status, currency, amount, amount_authorized,
			       amount_captured, capture_pending, amount_refunded, refund_pending, expires_at, reference, created_at
			  from payments""";

	private static final String OPERATIONS = """
			select operation_id, kind, amount, status, processor, completed_at, answered_version, payment_id
			  from operations""";

	private static final String POSITIONS = "select merchant_id, position from journal order by merchant_id, position";

	private static final String HEADS = "select merchant_id, max(position) from payments group by merchant_id";

	private final List<Row> entries;

	private final Map<String, Row> rows;

	private final Map<String, Row> operations;

	private final Rows database;

	private PaymentAudit(Rows database) throws SQLException {
		this.database = database;
		this.entries = database.read(ENTRIES);
		this.rows = byId(database.read(ROWS));
		this.operations = byId(database.read(OPERATIONS));
	}

	/** An audit of a database in which nothing is under way. */
	public static PaymentAudit of(Rows database) throws SQLException {
		return new PaymentAudit(database);
	}

	private static Map<String, Row> byId(List<Row> rows) {
		return rows.stream().collect(Collectors.toMap((row) -> row.text(0), (row) -> row));
	}

	/** Fails with the first thing that is not so. */
	public void passes() throws SQLException {
		positionsAreDense();
		Map<String, List<Row>> histories = this.entries.stream().collect(Collectors.groupingBy((row) -> row.text(0)));
		assertThat(histories.keySet()).isEqualTo(this.rows.keySet());
		histories.forEach((id, history) -> isItsHistory(Objects.requireNonNull(this.rows.get(id)), history));
		long known = histories.keySet().stream().mapToLong((id) -> payment(id).operations().size()).sum();
		assertThat(this.operations).hasSize(Math.toIntExact(known));
	}

	private Payment payment(String id) {
		return JSON.readValue(Objects.requireNonNull(this.rows.get(id)).text(1), Payment.class);
	}

	private void positionsAreDense() throws SQLException {
		Map<String, List<Long>> positions = this.database.read(POSITIONS)
			.stream()
			.collect(Collectors.groupingBy((row) -> row.text(0),
					Collectors.mapping((row) -> row.number(1), Collectors.toList())));
		Map<String, List<Long>> dense = this.database.read(HEADS)
			.stream()
			.collect(Collectors.toMap((row) -> row.text(0),
					(row) -> LongStream.rangeClosed(1, row.number(1)).boxed().toList()));
		assertThat(positions).isEqualTo(dense);
	}

	private void isItsHistory(Row row, List<Row> history) {
		assertThat(history.stream().map((entry) -> entry.number(1)))
			.isEqualTo(LongStream.rangeClosed(1, history.size()).boxed().toList());
		Payment payment = first(history.getFirst());
		isShown(payment, history.getFirst());
		for (Row entry : history.subList(1, history.size())) {
			PaymentEvent event = event(entry);
			assertThat(FINAL).as("%s of %s", event, payment).doesNotContain(payment.status());
			Payment next = payment.apply(event);
			isShown(next, entry);
			whoAskedForAnOperationStays(payment, next);
			payment = next;
		}
		isRow(payment, row);
		assertThat(row.number(3)).isEqualTo(history.getLast().number(2));
		payment.operations().forEach((operation) -> isRow(operation, history));
	}

	/** Whoever brought it to its end. */
	private static void whoAskedForAnOperationStays(Payment before, Payment after) {
		assertThat(after.operations()).allSatisfy((operation) -> assertThat(operation.actor()).isNotNull());
		before.operations()
			.forEach((operation) -> assertThat(after.operation(operation.id()).map(Operation::actor))
				.hasValue(operation.actor()));
	}

	private static Payment first(Row entry) {
		assertThat(event(entry)).isInstanceOf(PaymentEvent.Created.class);
		return Payment.of((PaymentEvent.Created) event(entry));
	}

	private static PaymentEvent event(Row entry) {
		PaymentEvent event = JSON.readValue(entry.text(4), PaymentEvent.class);
		assertThat(event.type()).isEqualTo(entry.text(3));
		assertThat(entry.text(6)).isEqualTo(JSON.writeValueAsString(event.actor()));
		return event;
	}

	/** Readers saw the fold at each step, and at no step was more than there is. */
	private static void isShown(Payment payment, Row entry) {
		assertThat(JSON.readTree(entry.text(5))).isEqualTo(JSON.readTree(JSON.writeValueAsString(payment)));
		assertThat(payment.amountCaptured() + payment.pendingAmount(Kind.CAPTURE))
			.isLessThanOrEqualTo(payment.amountAuthorized());
		assertThat(payment.amountRefunded() + payment.pendingAmount(Kind.REFUND))
			.isLessThanOrEqualTo(payment.amountCaptured());
	}

	private static void isRow(Payment payment, Row row) {
		assertThat(JSON.readTree(row.text(1))).isEqualTo(JSON.readTree(JSON.writeValueAsString(payment)));
		assertThat(row.columns().subList(4, 15)).containsExactly(payment.status().wireName(), payment.currency(),
				payment.amount(), payment.amountAuthorized(), payment.amountCaptured(),
				payment.pendingAmount(Kind.CAPTURE), payment.amountRefunded(), payment.pendingAmount(Kind.REFUND),
				(payment.expiresAt() != null) ? Timestamp.from(payment.expiresAt()) : null, payment.reference(),
				Timestamp.from(payment.createdAt()));
		assertThat(row.number(2)).isEqualTo(payment.version());
	}

	/**
	 * The caller was answered with the payment that first had the outcome, or that first
	 * asked something of the customer.
	 */
	private void isRow(Operation operation, List<Row> history) {
		Row row = Objects.requireNonNull(this.operations.get(operation.id().value().toString()));
		assertThat(row.columns().subList(1, 6)).containsExactly(operation.kind().wireName(), operation.amount(),
				operation.status().wireName(), operation.processor(),
				(operation.completedAt() != null) ? Timestamp.from(operation.completedAt()) : null);
		int answered = Math.toIntExact(row.number(6));
		Payment answer = JSON.readValue(history.get(answered - 1).text(5), Payment.class);
		Payment before = JSON.readValue(history.get(answered - 2).text(5), Payment.class);
		boolean charge = answer.charge().id().equals(operation.id());
		assertThat(answer.operation(operation.id()).orElseThrow().isPending())
			.isEqualTo(charge && answer.status() == Status.REQUIRES_ACTION);
		assertThat(charge && before.status() == Status.REQUIRES_ACTION).isFalse();
		assertThat(before.operation(operation.id()).orElseThrow().isPending()).isTrue();
	}

}
