package dev.sluice.payments.lifecycle;

import java.time.Instant;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.Rules;
import org.jspecify.annotations.Nullable;

/** A change of a payment: the only way in which one changes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(value = PaymentEvent.Created.class, name = PaymentEvent.CREATED),
		@JsonSubTypes.Type(value = PaymentEvent.RequiresAction.class, name = PaymentEvent.REQUIRES_ACTION),
		@JsonSubTypes.Type(value = PaymentEvent.Authorized.class, name = PaymentEvent.AUTHORIZED),
		@JsonSubTypes.Type(value = PaymentEvent.Declined.class, name = PaymentEvent.DECLINED),
		@JsonSubTypes.Type(value = PaymentEvent.Failed.class, name = PaymentEvent.FAILED),
		@JsonSubTypes.Type(value = PaymentEvent.Expired.class, name = PaymentEvent.EXPIRED),
		@JsonSubTypes.Type(value = PaymentEvent.CapturePending.class, name = PaymentEvent.CAPTURE_PENDING),
		@JsonSubTypes.Type(value = PaymentEvent.Captured.class, name = PaymentEvent.CAPTURED),
		@JsonSubTypes.Type(value = PaymentEvent.CaptureFailed.class, name = PaymentEvent.CAPTURE_FAILED),
		@JsonSubTypes.Type(value = PaymentEvent.RefundPending.class, name = PaymentEvent.REFUND_PENDING),
		@JsonSubTypes.Type(value = PaymentEvent.Refunded.class, name = PaymentEvent.REFUNDED),
		@JsonSubTypes.Type(value = PaymentEvent.RefundFailed.class, name = PaymentEvent.REFUND_FAILED),
		@JsonSubTypes.Type(value = PaymentEvent.VoidPending.class, name = PaymentEvent.VOID_PENDING),
		@JsonSubTypes.Type(value = PaymentEvent.Voided.class, name = PaymentEvent.VOIDED),
		@JsonSubTypes.Type(value = PaymentEvent.VoidFailed.class, name = PaymentEvent.VOID_FAILED),
		@JsonSubTypes.Type(value = PaymentEvent.NeedsAttention.class, name = PaymentEvent.NEEDS_ATTENTION),
		@JsonSubTypes.Type(value = PaymentEvent.DisputeOpened.class, name = PaymentEvent.DISPUTE_OPENED),
		@JsonSubTypes.Type(value = PaymentEvent.DisputeWon.class, name = PaymentEvent.DISPUTE_WON),
		@JsonSubTypes.Type(value = PaymentEvent.DisputeLost.class, name = PaymentEvent.DISPUTE_LOST) })
public sealed interface PaymentEvent {

	String CREATED = "payment.created";

	String REQUIRES_ACTION = "payment.requires_action";

	String AUTHORIZED = "payment.authorized";

	String DECLINED = "payment.declined";

	String FAILED = "payment.failed";

	String EXPIRED = "payment.expired";

	String CAPTURE_PENDING = "payment.capture_pending";

	String CAPTURED = "payment.captured";

	String CAPTURE_FAILED = "payment.capture_failed";

	String REFUND_PENDING = "payment.refund_pending";

	String REFUNDED = "payment.refunded";

	String REFUND_FAILED = "payment.refund_failed";

	String VOID_PENDING = "payment.void_pending";

	String VOIDED = "payment.voided";

	String VOID_FAILED = "payment.void_failed";

	String NEEDS_ATTENTION = "payment.needs_attention";

	String DISPUTE_OPENED = "payment.dispute_opened";

	String DISPUTE_WON = "payment.dispute_won";

	String DISPUTE_LOST = "payment.dispute_lost";

	/** When it was decided. */
	Instant at();

	/**
	 * The operation that it is about, as it stands after it; null where it is about none.
	 */
	@Nullable Operation operation();

	/**
	 * Another operation that came to its end by it, as it stands after it; null where
	 * there is none.
	 */
	default @Nullable Operation ended() {
		return null;
	}

	/**
	 * Who brought it about; null where that was not noted. Who asked for an operation did
	 * not bring its outcome about.
	 */
	default @Nullable Actor actor() {
		return switch (this) {
			case Created created -> created.operation().actor();
			case CapturePending asked -> asked.operation().actor();
			case RefundPending asked -> asked.operation().actor();
			case VoidPending asked -> asked.operation().actor();
			case Expired _ -> Actor.EXPIRY;
			case NeedsAttention _ -> Actor.RECOVERY;
			case Disputed told -> Actor.processor(told.dispute().processor());
			case RequiresAction _, Authorized _, Captured _, Refunded _, Voided _, Declined _, Failed _,
					CaptureFailed _, RefundFailed _, VoidFailed _ ->
				Objects.requireNonNull(operation()).endedBy();
		};
	}

	/** The name under which readers know it. */
	default String type() {
		return switch (this) {
			case Created _ -> CREATED;
			case RequiresAction _ -> REQUIRES_ACTION;
			case Authorized _ -> AUTHORIZED;
			case Declined _ -> DECLINED;
			case Failed _ -> FAILED;
			case Expired _ -> EXPIRED;
			case CapturePending _ -> CAPTURE_PENDING;
			case Captured _ -> CAPTURED;
			case CaptureFailed _ -> CAPTURE_FAILED;
			case RefundPending _ -> REFUND_PENDING;
			case Refunded _ -> REFUNDED;
			case RefundFailed _ -> REFUND_FAILED;
			case VoidPending _ -> VOID_PENDING;
			case Voided _ -> VOIDED;
			case VoidFailed _ -> VOID_FAILED;
			case NeedsAttention _ -> NEEDS_ATTENTION;
			case DisputeOpened _ -> DISPUTE_OPENED;
			case DisputeWon _ -> DISPUTE_WON;
			case DisputeLost _ -> DISPUTE_LOST;
		};
	}

	/** A payment was accepted and a processor is about to be asked. */
	record Created(PaymentId id, Terms terms, Operation operation, Instant at) implements PaymentEvent {
	}

	/** The customer has to do something. */
	record RequiresAction(Operation operation, NextAction action, Instant at) implements PaymentEvent {
	}

	/** The whole amount is reserved. */
	record Authorized(Operation operation, Instant at, Instant expiresAt,
			@Nullable Rules rules) implements PaymentEvent {
	}

	/** The issuer said no. */
	record Declined(Operation operation, Decline decline, Instant at) implements PaymentEvent {
	}

	/** No processor did anything. */
	record Failed(Operation operation, Instant at) implements PaymentEvent {
	}

	/** What was reserved and not captured has run out. */
	record Expired(Instant at) implements PaymentEvent {
		@Override
		public @Nullable Operation operation() {
			return null;
		}

	}

	/** A capture is about to be asked for. */
	record CapturePending(Operation operation, Instant at) implements PaymentEvent {
	}

	/** The operation's amount is captured. */
	record Captured(Operation operation, @Nullable Rules rules, Instant at) implements PaymentEvent {
	}

	/** A capture came to nothing. */
	record CaptureFailed(Operation operation, Instant at) implements PaymentEvent {
	}

	/**
	 * A refund is about to be asked for; where it gives back what the customer agreed to
	 * too late, the release that came too late has ended.
	 */
	record RefundPending(Operation operation, @Nullable Operation ended, Instant at) implements PaymentEvent {
	}

	/** The operation's amount is refunded. */
	record Refunded(Operation operation, Instant at) implements PaymentEvent {
	}

	/** A refund came to nothing. */
	record RefundFailed(Operation operation, Instant at) implements PaymentEvent {
	}

	/** A release is about to be asked for. */
	record VoidPending(Operation operation, Instant at) implements PaymentEvent {
	}

	/**
	 * What was reserved and not captured is released; where nothing was reserved yet, the
	 * charge that waited for the customer has ended.
	 */
	record Voided(Operation operation, @Nullable Operation ended, Instant at) implements PaymentEvent {
	}

	/** A release came to nothing. */
	record VoidFailed(Operation operation, Instant at) implements PaymentEvent {
	}

	/** A person has to find out what came of an operation. */
	record NeedsAttention(Operation operation, Instant at) implements PaymentEvent {
	}

	/** What the issuer says of a dispute; about none of our operations. */
	sealed interface Disputed extends PaymentEvent {

		/** The dispute after it. */
		Dispute dispute();

		@Override
		default @Nullable Operation operation() {
			return null;
		}

	}

	/** The customer wants money back by way of the issuer. */
	record DisputeOpened(Dispute dispute, Instant at) implements Disputed {
	}

	/** The money stays with, or comes back to, the merchant. */
	record DisputeWon(Dispute dispute, Instant at) implements Disputed {
	}

	/** The money is the customer's again. */
	record DisputeLost(Dispute dispute, Instant at) implements Disputed {
	}

}
