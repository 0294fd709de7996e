package dev.sluice.emulators.stripe.life;

import dev.sluice.emulators.stripe.objects.NewObjects;
import tools.jackson.databind.node.ObjectNode;

/** What moves in the account. */
final class Balances {

	static final String CREDIT = "balance";

	private static final long DISPUTE_FEE = 1500;

	private Balances() {
	}

	/**
	 * The money of a charge that was captured: at once, or a little later where the
	 * payment is captured asynchronously.
	 */
	static void credit(Case payment, ObjectNode charge) {
		if (payment.intent().path("capture_method").asString().equals("automatic_async")) {
			payment.later(charge, CREDIT, payment.terms().balanceAfter());
		}
		else {
			creditNow(payment, charge);
		}
	}

	/** The same, now; nothing where it is there already. */
	static void creditNow(Case payment, ObjectNode charge) {
		if (charge.path("balance_transaction").isNull()) {
			long amount = charge.path("amount_captured").asLong();
			long fee = Math.min(amount, Math.round(amount * 0.029) + 30);
			ObjectNode moved = NewObjects.balanceTransaction(payment.id("txn_3"), payment.now(), "charge", charge,
					amount, fee);
			if (charge.path("$card").asString().equals("bypassPending")) {
				moved.put("available_on", payment.now());
				moved.put("status", "available");
			}
			payment.add(moved);
			charge.put("balance_transaction", moved.path("id").asString());
		}
	}

	/** Money that goes back to the card. */
	static void debit(Case payment, ObjectNode refund) {
		ObjectNode moved = NewObjects.balanceTransaction(payment.id("txn_3"), payment.now(), "refund", refund,
				-refund.path("amount").asLong(), 0);
		payment.add(moved);
		refund.put("balance_transaction", moved.path("id").asString());
	}

	/** Money of a refund that failed. */
	static void returned(Case payment, ObjectNode refund) {
		ObjectNode moved = NewObjects.balanceTransaction(payment.id("txn_3"), payment.now(), "refund_failure", refund,
				refund.path("amount").asLong(), 0);
		payment.add(moved);
		refund.put("failure_balance_transaction", moved.path("id").asString());
	}

	/** Money of a dispute, which takes it away with a fee, or gives it back without. */
	static void disputed(Case payment, ObjectNode dispute, boolean withdrawn) {
		long amount = dispute.path("amount").asLong();
		ObjectNode moved = NewObjects.balanceTransaction(payment.id("txn_1"), payment.now(), "adjustment", dispute,
				withdrawn ? -amount : amount, withdrawn ? DISPUTE_FEE : 0);
		payment.add(moved);
		dispute.withArrayProperty("balance_transactions").add(moved.deepCopy());
	}

}
