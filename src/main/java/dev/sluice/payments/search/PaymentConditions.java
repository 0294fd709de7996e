package dev.sluice.payments.search;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.sluice.payments.words.OperationId;
import dev.sluice.values.TypeId;

/**
 * Collects the conditions that a statement about payments has, and what is bound to it.
 */
final class PaymentConditions {

	/** How far the time in an id may be from the time that the payment shows. */
	private static final Duration SLACK = Duration.ofMinutes(1);

	/** Of the few statements that there are. */
	private static final Map<String, String> UNCONDITIONAL = new ConcurrentHashMap<>();

	private final List<Object> values;

	private final StringBuilder text = new StringBuilder();

	/** Starts with what the statement binds anyway. */
	PaymentConditions(Object... values) {
		this.values = new ArrayList<>(List.of(values));
	}

	private static String plain(String sql) {
		return sql.replace("{conditions}", "");
	}

	/** Binds what the statement itself refers to. */
	void bind(Object value) {
		this.values.add(value);
	}

	/** One condition more, such as {@code amount >=} a value. */
	void and(String comparison, Object value) {
		bind(value);
		this.text.append(" and ").append(comparison).append(" $").append(this.values.size());
	}

	/**
	 * The one payment that has had an operation; {@code $1} is its merchant everywhere.
	 */
	void ofOperation(OperationId operation) {
		and("payment_id in (select operations.payment_id from operations"
				+ " where operations.merchant_id = $1 and operation_id =", operation.value());
		this.text.append(')');
	}

	/** Those few of which a person has to find something out; {@code $1} as above. */
	void inDoubt() {
		this.text.append(" and payment_id in (select operations.payment_id from operations"
				+ " where operations.merchant_id = $1 and attention_at is not null and status = 'pending')");
	}

	void disputed() {
		this.text.append(" and amount_disputed > 0");
	}

	/** Ids sort by time, so that a bound on them spares the index the rest. */
	void createdFrom(Instant instant) {
		and("created_at >=", instant);
		and("payment_id >=", TypeId.first(instant.minus(SLACK)));
	}

	void createdBefore(Instant instant) {
		and("created_at <", instant);
		and("payment_id <", TypeId.first(instant.plus(SLACK)));
	}

	/** Puts them where a statement has other conditions already. */
	PaymentQuery query(String sql) {
		return new PaymentQuery(this.text.isEmpty() ? UNCONDITIONAL.computeIfAbsent(sql, PaymentConditions::plain)
				: sql.replace("{conditions}", this.text), List.copyOf(this.values));
	}

}
