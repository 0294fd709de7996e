package dev.sluice.emulators.stripe.life;

import dev.sluice.emulators.stripe.cards.Decline;
import dev.sluice.emulators.stripe.cards.TestCard;
import dev.sluice.emulators.stripe.cards.TestCards;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.objects.Showing;
import tools.jackson.databind.node.ObjectNode;

/** Tries a payment: asks the cardholder where he has to be asked, and charges. */
public final class Confirming {

	private static final String NOT_AUTHENTICATED = "payment_intent_authentication_failure";

	private static final String NOT_AUTHENTICATED_MESSAGE = "We are unable to authenticate your payment method. "
			+ "Please choose a different payment method and try again.";

	private Confirming() {
	}

	/**
	 * Whether a payment can be tried.
	 * @throws StripeError where it cannot
	 */
	public static void check(Case payment) {
		String status = payment.intent().path("status").asString();
		if (status.equals(Status.SUCCEEDED) || status.equals(Status.REQUIRES_CAPTURE)) {
			throw payment.unexpectedState("You cannot confirm this PaymentIntent because it has already succeeded "
					+ "after being previously confirmed.");
		}
		if (!Status.OPEN.contains(status)) {
			throw payment.unexpectedState("You cannot confirm this PaymentIntent because it has a status of " + status
					+ ". Only a PaymentIntent with one of the following statuses may be confirmed: "
					+ "requires_confirmation, requires_action.");
		}
	}

	/**
	 * What a payment lacks where there is nothing to pay with.
	 */
	public static StripeError missingMethod(Case payment) {
		return payment.unexpectedState("You cannot confirm this PaymentIntent because it's missing a payment method. "
				+ "You can either update the PaymentIntent with a payment method and then confirm it again, or confirm "
				+ "it again directly with a payment method or ConfirmationToken.");
	}

	/** Tries it. A decline refuses the request, and is written down. */
	public static void confirm(Case payment, Confirmation by) {
		check(payment);
		ObjectNode intent = payment.intent();
		intent.put("payment_method", by.method().path("id").asString());
		intent.putNull("next_action");
		intent.putNull("last_payment_error");
		if (!by.card().authentication().asks(by.offSession())) {
			Charging.charge(payment, by.method(), by.card(), false);
		}
		else if (by.offSession() || by.errorOnAction()) {
			Charging.decline(payment, by.method(), by.card(), Decline.AUTHENTICATION_REQUIRED);
		}
		else {
			ask(payment, by);
		}
	}

	private static void ask(Case payment, Confirmation by) {
		ObjectNode intent = payment.intent();
		String challenge = payment.id("payatt_3");
		String page = by.page() + intent.path("id").asString() + "." + challenge;
		intent.put("$challenge", challenge);
		intent.put("status", Status.REQUIRES_ACTION);
		ObjectNode action = intent.putObject("next_action");
		String back = by.returnUrl();
		if (back != null) {
			intent.put("$return_url", back);
			ObjectNode redirect = action.putObject("redirect_to_url");
			redirect.put("return_url", back);
			redirect.put("url", page);
			action.put("type", "redirect_to_url");
		}
		else {
			action.put("type", "use_stripe_sdk");
			ObjectNode sdk = action.putObject("use_stripe_sdk");
			sdk.put("source", challenge);
			sdk.put("stripe_js", page);
			sdk.put("type", "three_d_secure_redirect");
		}
		payment.tell("payment_intent.requires_action", intent);
	}

	/** Whether a challenge waits for its answer. */
	public static boolean waits(ObjectNode intent, String challenge) {
		return intent.path("status").asString().equals(Status.REQUIRES_ACTION)
				&& intent.path("$challenge").asString("").equals(challenge);
	}

	/** The cardholder's answer, to a challenge that waits for it. */
	public static void answer(Case payment, ObjectNode method, boolean approved) {
		ObjectNode intent = payment.intent();
		intent.putNull("next_action");
		intent.put("$answered", intent.path("$challenge").asString());
		intent.put("$approved", approved);
		if (approved) {
			TestCard card = TestCards.ofName(method.path("$card").asString()).orElseThrow();
			Charging.charge(payment, method, card, true);
		}
		else {
			intent.put("status", Status.REQUIRES_PAYMENT_METHOD);
			intent.putNull("payment_method");
			ObjectNode error = StripeError
				.of(402, "invalid_request_error", NOT_AUTHENTICATED, NOT_AUTHENTICATED_MESSAGE)
				.with("payment_method", Showing.of(method))
				.error();
			intent.set("last_payment_error", error.deepCopy());
			payment.tell("payment_intent.payment_failed", intent);
		}
	}

}
