package dev.sluice.emulators.adyen.ledger;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What is asked for of a payment, and what comes of it; pure. Nothing is decided when it
 * is asked for: one after the other, in the order in which they came.
 */
final class Modifications {

	static final String INSUFFICIENT = "Insufficient balance on payment";

	static final String NOT_AUTHORISED = "Transaction hasn't been authorised, modification not possible";

	static final String NOT_CAPTURED = "Transaction hasn't been captured, refund not possible";

	static final String CAPTURED = "Transaction has been captured, cancel not possible";

	static final String CANCELLED = "Transaction has already been cancelled";

	private Modifications() {
	}

	static Change decide(AdyenPayment payment, Modification asked, Timing timing, Instant now) {
		return switch (asked.kind()) {
			case CAPTURE -> capture(payment, asked, timing, now);
			case CANCEL, TECHNICAL_CANCEL -> cancel(payment, asked, now);
			case REFUND -> refund(payment, asked, timing, now);
			case REVERSAL -> (payment.sums().captured() == 0) ? reverseByCancel(payment, asked, now)
					: reverseByRefund(payment, asked, now);
		};
	}

	private static Change capture(AdyenPayment payment, Modification asked, Timing timing, Instant now) {
		String refusal = captureRefusal(payment, asked.amount());
		if (refusal != null) {
			return end(payment, asked, refusal, now);
		}
		AdyenPayment captured = payment.with(payment.sums().capture(asked.amount()))
			.end(asked, Modification.Status.DONE);
		return Change.told(Consequences.ofCapture(captured, asked.pspReference(), timing, now),
				Telling.modification(payment.order(), asked, true, "", now));
	}

	private static @Nullable String captureRefusal(AdyenPayment payment, long amount) {
		if (payment.status() == AdyenPayment.Status.CANCELLED) {
			return CANCELLED;
		}
		if (payment.status() != AdyenPayment.Status.AUTHORISED) {
			return NOT_AUTHORISED;
		}
		return (amount > payment.open()) ? INSUFFICIENT : null;
	}

	private static Change cancel(AdyenPayment payment, Modification asked, Instant now) {
		String refusal = cancelRefusal(payment);
		return (refusal != null) ? end(payment, asked, refusal, now)
				: Change.told(cancelled(payment).end(asked, Modification.Status.DONE),
						Telling.modification(payment.order(), asked, true, "", now));
	}

	private static @Nullable String cancelRefusal(AdyenPayment payment) {
		return switch (payment.status()) {
			case CANCELLED -> CANCELLED;
			case REFUSED -> NOT_AUTHORISED;
			case RECEIVED, REDIRECTED -> null;
			case AUTHORISED -> (payment.open() > 0) ? null : (payment.sums().captured() > 0) ? CAPTURED : CANCELLED;
		};
	}

	/** What was captured in part before stays. */
	private static AdyenPayment cancelled(AdyenPayment payment) {
		return (payment.sums().captured() > 0) ? payment.with(payment.sums().release()).without(Step.Kind.EXPIRY)
				: Authorisations.cancel(payment);
	}

	private static Change refund(AdyenPayment payment, Modification asked, Timing timing, Instant now) {
		String refusal = refundRefusal(payment, asked.amount());
		if (refusal != null) {
			return end(payment, asked, refusal, now);
		}
		AdyenPayment refunded = payment.with(payment.sums().refund(asked.amount()))
			.end(asked, Modification.Status.DONE);
		return Change.told(Consequences.ofRefund(refunded, asked.pspReference(), timing, now),
				Telling.modification(payment.order(), asked, true, "", now));
	}

	private static @Nullable String refundRefusal(AdyenPayment payment, long amount) {
		if (payment.sums().captured() == 0) {
			return NOT_CAPTURED;
		}
		return (amount > payment.sums().refundable()) ? INSUFFICIENT : null;
	}

	private static Change end(AdyenPayment payment, Modification asked, String refusal, Instant now) {
		return Change.told(payment.end(asked, Modification.Status.FAILED),
				Telling.modification(payment.order(), asked, false, refusal, now));
	}

	private static Change reverseByCancel(AdyenPayment payment, Modification asked, Instant now) {
		String refusal = cancelRefusal(payment);
		return (refusal != null) ? reversed(payment, asked, refusal, "cancel", now)
				: reversed(Authorisations.cancel(payment), asked, null, "cancel", now);
	}

	/** All of it; a part of it is not reversed. */
	private static Change reverseByRefund(AdyenPayment payment, Modification asked, Instant now) {
		String refusal = refundRefusal(payment, payment.sums().captured());
		return (refusal != null) ? reversed(payment, asked, refusal, "refund", now)
				: reversed(payment.with(payment.sums().refund(payment.sums().captured())), asked, null, "refund", now);
	}

	private static Change reversed(AdyenPayment payment, Modification asked, @Nullable String refusal, String action,
			Instant now) {
		Order order = payment.order();
		return (refusal == null)
				? Change.told(payment.end(asked, Modification.Status.DONE),
						Telling.reversal(order, asked, true, "", action, now))
				: Change.told(payment.end(asked, Modification.Status.FAILED),
						Telling.reversal(order, asked, false, refusal, action, now));
	}

}
