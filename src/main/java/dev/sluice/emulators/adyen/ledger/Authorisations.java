package dev.sluice.emulators.adyen.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.sluice.emulators.adyen.cards.BankAnswer;

/** How payments begin, until the bank has said something; pure. */
public final class Authorisations {

	private Authorisations() {
	}

	/** A new payment. */
	public static Change begin(Order order, Timing timing, Instant now) {
		AdyenPayment asked = AdyenPayment.asked(order);
		return order.challenged()
				? Change.silent(asked.with(AdyenPayment.Status.REDIRECTED)
					.and(step(Step.Kind.CHALLENGE_EXPIRY, order, now.plus(timing.challenge()))))
				: ask(asked, timing, now);
	}

	/**
	 * The shopper has come back from the page of the bank. A payment that does not wait
	 * for that is left as it is.
	 */
	public static Change complete(AdyenPayment payment, boolean approved, Timing timing, Instant now) {
		if (payment.status() != AdyenPayment.Status.REDIRECTED) {
			return Change.silent(payment);
		}
		AdyenPayment back = payment.without(Step.Kind.CHALLENGE_EXPIRY);
		return approved ? ask(back, timing, now) : refuse(back.with(BankAnswer.NOT_3D_AUTHENTICATED), now);
	}

	private static Change ask(AdyenPayment payment, Timing timing, Instant now) {
		return switch (payment.answer().result()) {
			case AUTHORISED -> approve(payment, timing, now);
			case RECEIVED, PENDING -> Change.silent(payment.with(AdyenPayment.Status.RECEIVED)
				.and(step(Step.Kind.AUTHORISATION, payment.order(), now.plus(timing.pending()))));
			case REFUSED, ERROR, CANCELLED, REDIRECT_SHOPPER -> refuse(payment, now);
		};
	}

	static Change approve(AdyenPayment payment, Timing timing, Instant now) {
		Order order = payment.order();
		AdyenPayment authorised = payment.with(AdyenPayment.Status.AUTHORISED).with(BankAnswer.APPROVED);
		AdyenPayment after = order.isCapturedByHand()
				? authorised.and(step(Step.Kind.EXPIRY, order, now.plus(timing.authorisation())))
				: authorised.and(step(Step.Kind.AUTOMATIC_CAPTURE, order, now.plus(delay(order))));
		return Change.told(after, Telling.authorisation(after, now));
	}

	static Change refuse(AdyenPayment payment, Instant now) {
		AdyenPayment refused = payment.with(AdyenPayment.Status.REFUSED);
		return Change.told(refused, Telling.authorisation(refused, now));
	}

	/** Nothing of it is left, and nothing more happens by itself. */
	static AdyenPayment cancel(AdyenPayment payment) {
		return new AdyenPayment(payment.order(), AdyenPayment.Status.CANCELLED, payment.answer(), payment.approved(),
				payment.sums().release(), payment.modifications(),
				payment.steps().stream().filter((step) -> step.kind() == Step.Kind.MODIFICATION).toList());
	}

	private static Duration delay(Order order) {
		Integer hours = order.captureDelayHours();
		return (hours != null) ? Duration.ofHours(hours) : Duration.ZERO;
	}

	private static Step step(Step.Kind kind, Order order, Instant due) {
		return new Step(kind, due, order.pspReference());
	}

	/** What can be asked for of a payment, by what was said of its capture. */
	static List<String> operations(Order order) {
		return order.isCapturedByHand() ? List.of("CANCEL", "CAPTURE", "REFUND") : List.of("REFUND");
	}

}
