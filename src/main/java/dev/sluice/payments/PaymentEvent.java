package dev.sluice.payments;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.payments.Payment.Decline;

/** A change of a payment: the only way in which one changes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(value = PaymentEvent.Created.class, name = PaymentEvent.CREATED),
		@JsonSubTypes.Type(value = PaymentEvent.Authorized.class, name = PaymentEvent.AUTHORIZED),
		@JsonSubTypes.Type(value = PaymentEvent.Captured.class, name = PaymentEvent.CAPTURED),
		@JsonSubTypes.Type(value = PaymentEvent.Declined.class, name = PaymentEvent.DECLINED),
		@JsonSubTypes.Type(value = PaymentEvent.Failed.class, name = PaymentEvent.FAILED) })
sealed interface PaymentEvent {

	String CREATED = "payment.created";

	String AUTHORIZED = "payment.authorized";

	String CAPTURED = "payment.captured";

	String DECLINED = "payment.declined";

	String FAILED = "payment.failed";

	/** When it was decided. */
	Instant at();

	/** The operation that it is about, as it stands after it. */
	Operation operation();

	/** The name under which readers know it. */
	default String type() {
		return switch (this) {
			case Created _ -> CREATED;
			case Authorized _ -> AUTHORIZED;
			case Captured _ -> CAPTURED;
			case Declined _ -> DECLINED;
			case Failed _ -> FAILED;
		};
	}

	/** A payment was accepted and a processor is about to be asked. */
	record Created(PaymentId id, Terms terms, Operation operation, Instant at) implements PaymentEvent {
	}

	/** The whole amount is reserved. */
	record Authorized(Operation operation, Instant at, Instant expiresAt) implements PaymentEvent {
	}

	/** The operation's amount is captured. */
	record Captured(Operation operation, Instant at) implements PaymentEvent {
	}

	/** The issuer said no. */
	record Declined(Operation operation, Decline decline, Instant at) implements PaymentEvent {
	}

	/** No processor did anything. */
	record Failed(Operation operation, Instant at) implements PaymentEvent {
	}

}
