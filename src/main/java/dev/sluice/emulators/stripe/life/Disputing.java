package dev.sluice.emulators.stripe.life;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.objects.Kinds;
import dev.sluice.emulators.stripe.objects.NewObjects;
import tools.jackson.databind.node.ObjectNode;

/** A cardholder's bank takes money back, or asks why it should not. */
public final class Disputing {

	static final String OPEN = "dispute";

	static final String DECIDE = "decide";

	private static final Set<String> OVER = Set.of("won", "lost", "warning_closed");

	private Disputing() {
	}

	/** Disputes a charge, as its card has it in store; once. */
	static void open(Case payment, ObjectNode charge) {
		if (!payment.all(Kinds.DISPUTE).isEmpty() || Refunding.left(charge) == 0) {
			return;
		}
		String card = charge.path("$card").asString();
		boolean inquiry = card.equals("createDisputeInquiry");
		String reason = card.equals("createDispute") ? "fraudulent" : "product_not_received";
		ObjectNode dispute = NewObjects.dispute(payment.id("du_1"), payment.now(), charge, inquiry, reason);
		charge.put("disputed", true);
		charge.put("$charged_back", !inquiry);
		if (!inquiry) {
			Balances.disputed(payment, dispute, true);
		}
		payment.add(dispute);
		payment.tell("charge.dispute.created", dispute);
		if (!inquiry) {
			payment.tell("charge.dispute.funds_withdrawn", dispute);
		}
	}

	/**
	 * Puts evidence down; where it is submitted it is decided soon.
	 * @param evidence by the names of Stripe's fields
	 * @throws StripeError where the dispute is over
	 */
	public static void update(Case payment, ObjectNode dispute, Map<String, String> evidence, boolean submit) {
		if (!evidence.isEmpty() || submit) {
			checkOpen(dispute);
		}
		ObjectNode fields = (ObjectNode) dispute.path("evidence");
		ObjectNode details = (ObjectNode) dispute.path("evidence_details");
		evidence.forEach((name, value) -> fields.put(name, value.isEmpty() ? null : value));
		details.put("has_evidence", details.path("has_evidence").asBoolean() || !evidence.isEmpty());
		if (submit) {
			boolean inquiry = isInquiry(dispute);
			details.put("submission_count", details.path("submission_count").asInt() + 1);
			dispute.put("status", inquiry ? "warning_under_review" : "under_review");
			payment.later(dispute, DECIDE, payment.terms().disputeDecidedAfter());
		}
		payment.tell("charge.dispute.updated", dispute);
	}

	/** Decides a dispute by the words that Stripe documents for tests. */
	static void decide(Case payment, ObjectNode dispute) {
		String said = dispute.path("evidence").path("uncategorized_text").asString("").toLowerCase(Locale.ROOT);
		if (OVER.contains(dispute.path("status").asString())) {
			return;
		}
		if (said.contains("winning_evidence")) {
			win(payment, dispute);
		}
		else if (said.contains("losing_evidence")) {
			lose(payment, dispute);
		}
	}

	/**
	 * Accepts a dispute.
	 * @throws StripeError where it is over
	 */
	public static void close(Case payment, ObjectNode dispute) {
		checkOpen(dispute);
		lose(payment, dispute);
	}

	private static void win(Case payment, ObjectNode dispute) {
		boolean inquiry = isInquiry(dispute);
		dispute.put("status", inquiry ? "warning_closed" : "won");
		payment.require(dispute.path("charge").asString()).put("$charged_back", false);
		if (!inquiry) {
			Balances.disputed(payment, dispute, false);
		}
		payment.tell("charge.dispute.closed", dispute);
		if (!inquiry) {
			payment.tell("charge.dispute.funds_reinstated", dispute);
		}
	}

	private static void lose(Case payment, ObjectNode dispute) {
		dispute.put("status", isInquiry(dispute) ? "warning_closed" : "lost");
		payment.tell("charge.dispute.closed", dispute);
	}

	private static boolean isInquiry(ObjectNode dispute) {
		return dispute.path("status").asString().startsWith("warning");
	}

	private static void checkOpen(ObjectNode dispute) {
		if (OVER.contains(dispute.path("status").asString())) {
			throw StripeError.ofRequest("dispute_already_closed", "This dispute is already closed");
		}
	}

}
