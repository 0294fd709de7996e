package dev.sluice.emulators.stripe.life;

import dev.sluice.emulators.stripe.cards.Aftermath;
import dev.sluice.emulators.stripe.cards.TestCard;
import dev.sluice.emulators.stripe.cards.TestCards;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.objects.NewObjects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Gives money back. */
public final class Refunding {

	static final String SETTLE = "refund";

	private Refunding() {
	}

	/**
	 * Gives money of a charge back.
	 * @param asked in minor units; null for all that is left
	 * @return the refund
	 * @throws StripeError where there is not as much
	 */
	public static ObjectNode refund(Case payment, ObjectNode charge, @Nullable Long asked, @Nullable String reason) {
		String id = charge.path("id").asString();
		long left = left(charge);
		check(charge, id, left);
		long amount = (asked != null) ? asked : left;
		if (amount < 1) {
			throw StripeError.ofParam("parameter_invalid_integer", "amount",
					"This value must be greater than or equal to 1.");
		}
		if (amount > left) {
			throw StripeError.ofParam(null, "amount",
					"Refund amount (" + amount + ") is greater than unrefunded amount on charge (" + left + ")");
		}
		return give(payment, charge, amount, reason);
	}

	private static void check(ObjectNode charge, String id, long left) {
		if (!charge.path("captured").asBoolean()) {
			throw StripeError.ofRequest("charge_not_captured",
					"Charge " + id + " has not been captured; cancel its PaymentIntent to release the authorization.");
		}
		if (charge.path("$charged_back").asBoolean(false)) {
			throw StripeError.ofRequest("charge_disputed",
					"Charge " + id + " has been charged back; cannot issue a refund.");
		}
		if (left == 0) {
			throw StripeError.ofRequest("charge_already_refunded", "Charge " + id + " has already been refunded.");
		}
	}

	private static ObjectNode give(Case payment, ObjectNode charge, long amount, @Nullable String reason) {
		ObjectNode refund = NewObjects.refund(payment.id("re_3"), payment.now(), charge, amount);
		refund.put("reason", reason);
		Aftermath aftermath = TestCards.ofName(charge.path("$card").asString())
			.map(TestCard::aftermath)
			.orElse(Aftermath.NONE);
		if (aftermath == Aftermath.REFUNDS_PEND) {
			refund.put("status", "pending");
		}
		if (aftermath == Aftermath.REFUNDS_PEND || aftermath == Aftermath.REFUNDS_FAIL) {
			payment.later(refund, SETTLE, payment.terms().refundEndsAfter());
		}
		payment.add(refund);
		Balances.debit(payment, refund);
		add(charge, amount);
		payment.tell("refund.created", refund);
		payment.tell("charge.refunded", charge);
		return refund;
	}

	/** What can be given back of a charge. */
	static long left(ObjectNode charge) {
		return charge.path("amount").asLong() - charge.path("amount_refunded").asLong();
	}

	private static void add(ObjectNode charge, long amount) {
		charge.put("amount_refunded", charge.path("amount_refunded").asLong() + amount);
		charge.put("refunded", left(charge) == 0);
	}

	/** Ends a refund that was pending, or fails one. */
	static void settle(Case payment, ObjectNode refund) {
		String status = refund.path("status").asString();
		ObjectNode charge = payment.require(refund.path("charge").asString());
		if (charge.path("$card").asString().equals("refundFail") && status.equals("succeeded")) {
			undo(payment, refund, charge, "failed");
			refund.put("failure_reason", "expired_or_canceled_card");
			tellUpdate(payment, refund);
			payment.tell("refund.failed", refund);
		}
		else if (status.equals("pending")) {
			refund.put("status", "succeeded");
			tellUpdate(payment, refund);
		}
	}

	/**
	 * Takes a refund back that has not ended.
	 * @throws StripeError where it has
	 */
	public static void cancel(Case payment, ObjectNode refund) {
		if (!refund.path("status").asString().equals("pending")) {
			throw StripeError.ofRequest(null, "Refund " + refund.path("id").asString()
					+ " cannot be canceled because it has a status of " + refund.path("status").asString() + ".");
		}
		ObjectNode charge = payment.require(refund.path("charge").asString());
		undo(payment, refund, charge, "canceled");
		tellUpdate(payment, refund);
	}

	private static void undo(Case payment, ObjectNode refund, ObjectNode charge, String status) {
		refund.put("status", status);
		Balances.returned(payment, refund);
		add(charge, -refund.path("amount").asLong());
	}

	/**
	 * That a refund is not as it was: Stripe tells it by an old name and by a new one.
	 */
	public static void tellUpdate(Case payment, ObjectNode refund) {
		payment.tell("refund.updated", refund);
		payment.tell("charge.refund.updated", refund);
	}

}
