package dev.sluice.emulators.adyen.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.sluice.emulators.adyen.cards.BankAnswer;

/**
 * What happens to a payment when something is asked for, or when its time has come; pure.
 */
public final class Ledger {

	private Ledger() {
	}

	/** Takes a modification, which is decided later. */
	public static AdyenPayment receive(AdyenPayment payment, Modification modification, Timing timing, Instant now) {
		return payment.and(modification)
			.and(new Step(Step.Kind.MODIFICATION, now.plus(timing.modification()), modification.pspReference()));
	}

	/** Lets everything happen that is due, in the order of its time. */
	public static Change advance(AdyenPayment payment, Timing timing, Instant now) {
		List<AdyenEvent> events = new ArrayList<>();
		AdyenPayment current = payment;
		for (Optional<Step> due = current.due(now); due.isPresent(); due = current.due(now)) {
			Change change = perform(current.without(due.get()), due.get(), timing, now);
			events.addAll(change.events());
			current = change.payment();
		}
		return new Change(current, List.copyOf(events));
	}

	private static Change perform(AdyenPayment payment, Step step, Timing timing, Instant now) {
		return switch (step.kind()) {
			case AUTHORISATION -> Authorisations.approve(payment, timing, now);
			case CHALLENGE_EXPIRY -> Authorisations.refuse(payment.with(BankAnswer.NOT_3D_AUTHENTICATED), now);
			case AUTOMATIC_CAPTURE -> captureAll(payment, timing, now);
			case MODIFICATION -> Modifications.decide(payment, payment.modification(step.reference()), timing, now);
			case CAPTURE_FAILURE -> Consequences.captureFails(payment, step.reference(), now);
			case REFUND_FAILURE -> Consequences.refundFails(payment, step.reference(), EventCode.REFUND_FAILED, now);
			case REFUND_REVERSAL ->
				Consequences.refundFails(payment, step.reference(), EventCode.REFUNDED_REVERSED, now);
			case DISPUTE_NOTICE -> Consequences.notice(payment, timing, now);
			case CHARGEBACK -> Consequences.chargeBack(payment, timing, now);
			case CHARGEBACK_REVERSAL -> Consequences.reverseChargeBack(payment, timing, now);
			case SECOND_CHARGEBACK -> Consequences.chargeBackAgain(payment, now);
			case EXPIRY -> expire(payment, now);
		};
	}

	/** By itself, of which nothing is told, unless it fails. */
	private static Change captureAll(AdyenPayment payment, Timing timing, Instant now) {
		long open = payment.open();
		if (open == 0) {
			return Change.silent(payment);
		}
		Order order = payment.order();
		Modification capture = new Modification(order.laterReference(), ModificationKind.CAPTURE, open,
				order.reference(), Modification.Status.DONE);
		AdyenPayment captured = payment.with(payment.sums().capture(open)).and(capture);
		return Change.silent(Consequences.ofCapture(captured, capture.pspReference(), timing, now));
	}

	private static Change expire(AdyenPayment payment, Instant now) {
		return (payment.open() == 0) ? Change.silent(payment)
				: Change.told(payment.with(payment.sums().release()), Telling.expiry(payment.order(), now));
	}

}
