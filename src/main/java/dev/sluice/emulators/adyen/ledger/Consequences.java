package dev.sluice.emulators.adyen.ledger;

import java.time.Duration;
import java.time.Instant;

import dev.sluice.emulators.adyen.cards.Aftermath;

/**
 * What comes after a capture or a refund without being asked for, where the cardholder's
 * name wants it; pure.
 */
final class Consequences {

	static final String REJECTED = "Capture rejected by card scheme because of a technical issue";

	private Consequences() {
	}

	static AdyenPayment ofCapture(AdyenPayment payment, String reference, Timing timing, Instant now) {
		Aftermath aftermath = payment.order().wish().aftermath();
		if (aftermath == Aftermath.CAPTURE_FAILS) {
			return payment.and(new Step(Step.Kind.CAPTURE_FAILURE, now.plus(timing.failure()), reference));
		}
		boolean first = payment.steps().stream().noneMatch((step) -> step.kind() == Step.Kind.DISPUTE_NOTICE)
				&& payment.sums().chargedBack() == 0;
		return (aftermath.isDispute() && first) ? disputeStep(payment, Step.Kind.DISPUTE_NOTICE, timing.dispute(), now)
				: payment;
	}

	static AdyenPayment ofRefund(AdyenPayment payment, String reference, Timing timing, Instant now) {
		return switch (payment.order().wish().aftermath()) {
			case REFUND_FAILS -> payment.and(new Step(Step.Kind.REFUND_FAILURE, now.plus(timing.failure()), reference));
			case REFUND_REVERSED ->
				payment.and(new Step(Step.Kind.REFUND_REVERSAL, now.plus(timing.failure()), reference));
			case NONE, CAPTURE_FAILS, CHARGEBACK, CHARGEBACK_REVERSED, SECOND_CHARGEBACK -> payment;
		};
	}

	/** A capture that had succeeded; what was refunded or disputed of it since stays. */
	static Change captureFails(AdyenPayment payment, String reference, Instant now) {
		Modification capture = payment.modification(reference);
		return (payment.sums().refundable() < capture.amount()) ? Change.silent(payment)
				: Change.told(
						payment.with(payment.sums().capture(-capture.amount()))
							.end(capture, Modification.Status.FAILED),
						Telling.failure(EventCode.CAPTURE_FAILED, payment.order(), capture, REJECTED, now));
	}

	/** The money of a refund comes back. */
	static Change refundFails(AdyenPayment payment, String reference, EventCode code, Instant now) {
		Modification refund = payment.modification(reference);
		String reason = (code == EventCode.REFUND_FAILED) ? "Refund Failed" : "Refund returned by the bank";
		return Change.told(
				payment.with(payment.sums().refund(-refund.amount())).end(refund, Modification.Status.FAILED),
				Telling.failure(code, payment.order(), refund, reason, now));
	}

	/** Nothing moves yet; where everything was refunded before, nothing is disputed. */
	static Change notice(AdyenPayment payment, Timing timing, Instant now) {
		long amount = payment.sums().refundable();
		return (amount <= 0) ? Change.silent(payment) : Change.told(
				disputeStep(payment, Step.Kind.CHARGEBACK, timing.dispute(), now),
				Telling.dispute(EventCode.NOTIFICATION_OF_CHARGEBACK, payment.order(), amount, "Unresponded", now));
	}

	static Change chargeBack(AdyenPayment payment, Timing timing, Instant now) {
		long amount = payment.sums().refundable();
		if (amount <= 0) {
			return Change.silent(payment);
		}
		AdyenPayment after = payment.with(payment.sums().chargeBack(amount));
		AdyenPayment next = (payment.order().wish().aftermath() == Aftermath.CHARGEBACK) ? after
				: disputeStep(after, Step.Kind.CHARGEBACK_REVERSAL, timing.dispute(), now);
		return Change.told(next, Telling.dispute(EventCode.CHARGEBACK, payment.order(), amount, "Undefended", now));
	}

	static Change reverseChargeBack(AdyenPayment payment, Timing timing, Instant now) {
		long amount = payment.sums().chargedBack();
		AdyenPayment after = payment.with(payment.sums().chargeBack(-amount));
		boolean second = payment.order().wish().aftermath() == Aftermath.SECOND_CHARGEBACK;
		return Change.told(second ? disputeStep(after, Step.Kind.SECOND_CHARGEBACK, timing.dispute(), now) : after,
				Telling.dispute(EventCode.CHARGEBACK_REVERSED, payment.order(), amount, second ? "Pending" : "Won",
						now));
	}

	static Change chargeBackAgain(AdyenPayment payment, Instant now) {
		long amount = payment.sums().refundable();
		return (amount <= 0) ? Change.silent(payment) : Change.told(payment.with(payment.sums().chargeBack(amount)),
				Telling.dispute(EventCode.SECOND_CHARGEBACK, payment.order(), amount, "Lost", now));
	}

	private static AdyenPayment disputeStep(AdyenPayment payment, Step.Kind kind, Duration after, Instant now) {
		return payment.and(new Step(kind, now.plus(after), payment.order().laterReference()));
	}

}
