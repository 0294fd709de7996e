package dev.sluice.payments.recording;

import java.util.List;

import dev.sluice.journal.Append;
import dev.sluice.journal.Projection;
import dev.sluice.payments.leases.LeaseSettings;
import dev.sluice.postgres.TextArrays;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Writes payments' rows, the operations that their events are about and the keys that
 * those use up.
 */
@Component
class PaymentRecord implements Projection<Change> {

	private static final String KEY_TAKEN = "key_taken";

	private static final String SUPERSEDED = "superseded";

	/**
	 * Who ends one operation by asking for another, a refund in place of a release that
	 * failed, holds the one that ends: the other has no row yet. What is wanted is put
	 * together first: a plan that was made while few operations were there would look for
	 * them by less than their whole key, and is kept when there are many.
	 */
	private static final String JUDGE = """
			payment as (
			  select line.ordinal, payment.*
			    from unnest(string_to_array($11, E'\\n')) with ordinality as line (json, ordinal)
			   cross join lateral json_to_record(line.json::json) as payment (status text, currency text, amount bigint,
			     amount_authorized bigint, amount_captured bigint, capture_pending bigint, amount_refunded bigint,
			     refund_pending bigint, amount_disputed bigint, expires_at timestamptz, reference text, created_at timestamptz,
			     operation_id uuid, kind text, operation_amount bigint, operation_status text, processor text,
			     asked_at timestamptz, completed_at timestamptz, attention_at timestamptz, processor_reference text,
			     answered_version int, key text, request json,
			     held_after int, ended_id uuid, ended_status text)
			), current as materialized (
			  select p.merchant_id, p.payment_id, p.version
			    from head join change on change.merchant_id = head.merchant_id
			    join payments p on p.merchant_id = head.merchant_id and p.payment_id = change.subject_id
			     for update of p
			), wanted as materialized (
			  select change.merchant_id, change.subject_id, payment.held_after,
			         coalesce(payment.ended_id, payment.operation_id) as operation_id
			    from payment join change using (ordinal)
			    join head on head.merchant_id = change.merchant_id
			   where payment.held_after is not null
			), held as materialized (
			  select o.operation_id
			    from wanted join operations o on o.merchant_id = wanted.merchant_id and o.payment_id = wanted.subject_id
			     and o.operation_id = wanted.operation_id and o.tries = wanted.held_after
			     for update of o
			), fitting as (
			  select change.ordinal, change.merchant_id, change.subject_id,
			         payment.held_after is null or held.operation_id is not null as held
			    from change join payment using (ordinal)
			    join head on head.merchant_id = change.merchant_id
			    left join current on current.merchant_id = change.merchant_id and current.payment_id = change.subject_id
			    left join held on held.operation_id = coalesce(payment.ended_id, payment.operation_id)
			   where coalesce(current.version, 0) = change.version - 1
			), claimed as (
			  insert into idempotency_keys (merchant_id, key, request, payment_id, operation_id, created_at)
			  select fitting.merchant_id, payment.key, payment.request, fitting.subject_id, payment.operation_id, now()
			    from fitting join payment using (ordinal)
			   where payment.key is not null and fitting.held
			   order by fitting.merchant_id, payment.key
			  on conflict do nothing
			  returning operation_id
			), verdict as (
			  select change.ordinal,
			         case when fitting.ordinal is null then '{stale}'
			              when not fitting.held then '{superseded}'
			              when payment.key is not null and claimed.operation_id is null then '{taken}'
			         end as refusal
			    from change join head on head.merchant_id = change.merchant_id
			    join payment using (ordinal)
			    left join fitting using (ordinal)
			    left join claimed on claimed.operation_id = payment.operation_id
			)"""
		.replace("{stale}", STALE)
		.replace("{taken}", KEY_TAKEN)
		.replace("{superseded}", SUPERSEDED);

	private static final String WRITE = """
			made as (
			  insert into payments (merchant_id, payment_id, version, position, status, currency, amount,
			    amount_authorized, amount_captured, capture_pending, amount_refunded, refund_pending, amount_disputed, expires_at, data,
			    bytes, reference, created_at)
			  select a.merchant_id, a.subject_id, a.version, a.position, p.status, p.currency, p.amount, p.amount_authorized,
			         p.amount_captured, p.capture_pending, p.amount_refunded, p.refund_pending, p.amount_disputed, p.expires_at,
			         a.data, a.bytes, p.reference, p.created_at
			    from appended a join payment p using (ordinal)
			   where a.version = 1
			), moved as (
			  update payments
			     set version = a.version, position = a.position, status = p.status,
			         amount_authorized = p.amount_authorized, amount_captured = p.amount_captured,
			         capture_pending = p.capture_pending, amount_refunded = p.amount_refunded,
			         refund_pending = p.refund_pending, amount_disputed = p.amount_disputed, expires_at = p.expires_at, data = a.data,
			         bytes = a.bytes
			    from appended a join payment p using (ordinal)
			   where payments.merchant_id = a.merchant_id and payments.payment_id = a.subject_id and a.version > 1
			), operated as (
			  insert into operations as known (merchant_id, payment_id, operation_id, kind, amount, status, processor,
			    created_at, completed_at, attention_at, processor_reference,
			    answered_version, due_at)
			  select a.merchant_id, a.subject_id, p.operation_id, p.kind, p.operation_amount, p.operation_status, p.processor,
			         p.asked_at, p.completed_at, p.attention_at, p.processor_reference, p.answered_version, now() + make_interval(secs => $12)
			    from appended a join payment p using (ordinal)
			   where p.operation_id is not null
			  on conflict (merchant_id, payment_id, operation_id) do update
			     set status = excluded.status, processor = excluded.processor, completed_at = excluded.completed_at,
			         attention_at = excluded.attention_at,
			         processor_reference = coalesce(excluded.processor_reference, known.processor_reference),
			         answered_version = coalesce(known.answered_version, excluded.answered_version)
			   where known.status = 'pending'
			), ended as (
			  update operations as other
			     set status = p.ended_status, completed_at = a.created_at, attention_at = null,
			         answered_version = coalesce(other.answered_version, a.version)
			    from appended a join payment p using (ordinal)
			   where p.ended_id is not null and other.merchant_id = a.merchant_id and other.payment_id = a.subject_id
			     and other.operation_id = p.ended_id and other.status = 'pending'
			),""";

	private final LeaseSettings settings;

	private final JsonMapper json;

	PaymentRecord(LeaseSettings settings, JsonMapper json) {
		this.settings = settings;
		this.json = json;
	}

	@Override
	public String judge() {
		return JUDGE;
	}

	@Override
	public String write() {
		return WRITE;
	}

	@Override
	public List<Object> parameters(List<Append<Change>> appends) {
		return List.of(
				TextArrays.lines(appends, (append) -> this.json.writeValueAsString(PaymentRow.of(append.state()))),
				this.settings.seconds());
	}

	@Override
	public RuntimeException refusal(String reason) {
		return switch (reason) {
			case KEY_TAKEN -> new KeyTaken();
			case SUPERSEDED -> new Superseded();
			default -> throw new IllegalArgumentException(reason);
		};
	}

}
