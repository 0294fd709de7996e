package dev.sluice.emulators.stripe.life;

import java.time.Duration;

import dev.sluice.emulators.stripe.cards.Aftermath;
import dev.sluice.emulators.stripe.cards.Decline;
import dev.sluice.emulators.stripe.cards.TestCard;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.objects.NewObjects;
import dev.sluice.emulators.stripe.objects.Showing;
import tools.jackson.databind.node.ObjectNode;

/** Charges a card, or hears from its issuer that it may not. */
final class Charging {

	static final String EXPIRE = "expire";

	private Charging() {
	}

	/** Charges a card whose holder has been asked, or needs not be. */
	static void charge(Case payment, ObjectNode method, TestCard card, boolean authenticated) {
		Decline decline = card.decline();
		if (decline != null) {
			decline(payment, method, card, decline);
			return;
		}
		ObjectNode intent = payment.intent();
		ObjectNode charge = NewObjects.charge(payment.id("ch_3"), payment.now(), intent, method, card);
		if (authenticated) {
			authenticate(details(charge).putObject("three_d_secure"));
		}
		payment.add(charge);
		intent.put("latest_charge", charge.path("id").asString());
		if (intent.path("capture_method").asString().equals("manual")) {
			authorized(payment, charge);
		}
		else {
			captured(payment, charge, card);
		}
	}

	private static void authenticate(ObjectNode details) {
		details.put("authentication_flow", "challenge");
		details.put("electronic_commerce_indicator", "05");
		details.putNull("exemption_indicator");
		details.put("result", "authenticated");
		details.putNull("result_reason");
		details.putNull("transaction_id");
		details.put("version", "2.2.0");
	}

	private static void authorized(Case payment, ObjectNode charge) {
		ObjectNode intent = payment.intent();
		details(charge).put("capture_before", payment.now() + payment.terms().authorizationLasts().toSeconds());
		intent.put("status", Status.REQUIRES_CAPTURE);
		intent.put("amount_capturable", intent.path("amount").asLong());
		payment.later(charge, EXPIRE, payment.terms().authorizationLasts());
		payment.tell("charge.succeeded", charge);
		payment.tell("payment_intent.amount_capturable_updated", intent);
	}

	private static void captured(Case payment, ObjectNode charge, TestCard card) {
		ObjectNode intent = payment.intent();
		long amount = intent.path("amount").asLong();
		charge.put("captured", true);
		charge.put("amount_captured", amount);
		intent.put("amount_received", amount);
		intent.put("status", Status.SUCCEEDED);
		Balances.credit(payment, charge);
		payment.tell("charge.succeeded", charge);
		payment.tell("payment_intent.succeeded", intent);
		follow(payment, charge, card);
	}

	/** What a card's charge has in store. */
	static void follow(Case payment, ObjectNode charge, TestCard card) {
		if (card.aftermath() == Aftermath.DISPUTE || card.aftermath() == Aftermath.NOT_RECEIVED
				|| card.aftermath() == Aftermath.INQUIRY) {
			dispute(payment, charge, payment.terms().disputeOpensAfter());
		}
	}

	private static void dispute(Case payment, ObjectNode charge, Duration after) {
		if (after.isZero()) {
			Disputing.open(payment, charge);
		}
		else {
			payment.later(charge, Disputing.OPEN, after);
		}
	}

	/** The issuer says no, or Stripe does. */
	static void decline(Case payment, ObjectNode method, TestCard card, Decline decline) {
		ObjectNode intent = payment.intent();
		ObjectNode charge = NewObjects.charge(payment.id("ch_3"), payment.now(), intent, method, card);
		fail(charge, decline);
		payment.add(charge);
		intent.put("latest_charge", charge.path("id").asString());
		intent.put("status", Status.REQUIRES_PAYMENT_METHOD);
		intent.putNull("payment_method");
		StripeError error = error(charge, method, decline);
		intent.set("last_payment_error", error.error().deepCopy());
		payment.tell("charge.failed", charge);
		payment.tell("payment_intent.payment_failed", intent);
		payment.refuse(error.with("payment_intent", Showing.of(intent)));
	}

	private static void fail(ObjectNode charge, Decline decline) {
		boolean blocked = decline.networkCode() == null;
		charge.put("status", "failed");
		charge.put("paid", false);
		charge.put("failure_code", decline.code());
		charge.put("failure_message", decline.message());
		ObjectNode outcome = (ObjectNode) charge.path("outcome");
		outcome.put("advice_code", decline.advice());
		outcome.put("network_decline_code", decline.networkCode());
		outcome.put("network_status", blocked ? "not_sent_to_network" : "declined_by_network");
		outcome.put("reason", blocked ? "highest_risk_level" : decline.declineCode());
		outcome.put("seller_message", blocked ? "Stripe blocked this payment as too risky."
				: "The bank returned the decline code `" + decline.declineCode() + "`.");
		outcome.put("type", blocked ? "blocked" : "issuer_declined");
	}

	private static StripeError error(ObjectNode charge, ObjectNode method, Decline decline) {
		StripeError error = StripeError.of(402, "card_error", decline.code(), decline.message())
			.with("charge", charge.path("id").asString())
			.with("decline_code", decline.declineCode());
		String advice = decline.advice();
		String network = decline.networkCode();
		StripeError advised = (advice != null) ? error.with("advice_code", advice) : error;
		StripeError coded = (network != null) ? advised.with("network_decline_code", network) : advised;
		StripeError placed = (decline == Decline.INCORRECT_CVC) ? coded.with("param", "cvc") : coded;
		return placed.with("payment_method", Showing.of(method));
	}

	private static ObjectNode details(ObjectNode charge) {
		return (ObjectNode) charge.path("payment_method_details").path("card");
	}

}
