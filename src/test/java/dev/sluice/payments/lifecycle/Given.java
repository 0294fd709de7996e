package dev.sluice.payments.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.values.TypeId;
import dev.sluice.values.WebAddress;

/** Payments in every status, made by nothing but commands and events. */
public final class Given {

	public static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

	/** Who asks for all of it. */
	public static final Actor SHOP = new Actor("api_key", "key_7", "Web shop");

	static final Instant EXPIRY = NOW.plus(Duration.ofDays(7));

	private Given() {
	}

	/** The first event of a payment. */
	public static PaymentEvent.Created created(CaptureMode capture, long amount) {
		Terms terms = new Terms(amount, "EUR", capture, PaymentMethod.token("pm_card_visa"), null, null, null, Map.of(),
				null);
		return Payment.create(new PaymentId(TypeId.next()), new OperationId(TypeId.next()), terms, "simulator", SHOP,
				NOW);
	}

	public static Payment processing(CaptureMode capture, long amount) {
		return Payment.of(created(capture, amount));
	}

	static Payment authorized(long amount) {
		return settled(processing(CaptureMode.MANUAL, amount), new Outcome.Approved());
	}

	static Payment captured(long amount) {
		return settled(processing(CaptureMode.AUTOMATIC, amount), new Outcome.Approved());
	}

	static Payment capturing(Payment payment, long amount) {
		return after(payment,
				new PaymentCommand.Capture(new OperationId(TypeId.next()), OptionalLong.of(amount), SHOP, NOW));
	}

	static Payment refunding(Payment payment, long amount) {
		return after(payment,
				new PaymentCommand.Refund(new OperationId(TypeId.next()), OptionalLong.of(amount), null, SHOP, NOW));
	}

	static Payment releasing(Payment payment) {
		return after(payment, new PaymentCommand.Release(new OperationId(TypeId.next()), SHOP, NOW));
	}

	/** The newest operation gets an outcome. */
	static Payment settled(Payment payment, Outcome outcome) {
		return after(payment, settle(payment.operations().getLast().id(), outcome));
	}

	static PaymentCommand settle(OperationId operation, Outcome outcome) {
		return new PaymentCommand.Settle(settlement(operation, outcome));
	}

	/** What came of a release, and what is said of the charge after it. */
	static PaymentCommand giveUp(OperationId release, Outcome outcome, Outcome charge) {
		return new PaymentCommand.GiveUp(settlement(release, outcome), charge, new OperationId(TypeId.next()));
	}

	private static Settlement settlement(OperationId operation, Outcome outcome) {
		return new Settlement(operation, outcome, "simulator", List.of(), NOW, EXPIRY, null);
	}

	/** A payment that waits for its customer. */
	static Payment challenged(CaptureMode capture) {
		return settled(processing(capture, 100), new Outcome.ActionRequired(WebAddress.of("https://x")));
	}

	/** The payment after a command that changes it, or as it was where it does not. */
	static Payment after(Payment payment, PaymentCommand command) {
		return (payment.decide(command) instanceof Decision.Change(PaymentEvent event)) ? payment.apply(event)
				: payment;
	}

	static Payment of(Status status) {
		return switch (status) {
			case PROCESSING -> processing(CaptureMode.MANUAL, 100);
			case REQUIRES_ACTION -> challenged(CaptureMode.MANUAL);
			case AUTHORIZED -> authorized(100);
			case PARTIALLY_CAPTURED -> settled(capturing(authorized(100), 40), new Outcome.Approved());
			case CAPTURED -> captured(100);
			case PARTIALLY_REFUNDED -> settled(refunding(captured(100), 40), new Outcome.Approved());
			case REFUNDED -> settled(refunding(captured(100), 100), new Outcome.Approved());
			case VOIDED -> settled(releasing(authorized(100)), new Outcome.Approved());
			case DECLINED ->
				settled(processing(CaptureMode.MANUAL, 100), new Outcome.Declined("generic_decline", "No."));
			case FAILED -> settled(processing(CaptureMode.MANUAL, 100), new Outcome.NotProcessed("unreachable"));
			case EXPIRED -> after(authorized(100), new PaymentCommand.Expire(EXPIRY));
		};
	}

}
