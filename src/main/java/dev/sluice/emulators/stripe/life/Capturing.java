package dev.sluice.emulators.stripe.life;

import dev.sluice.emulators.stripe.cards.TestCards;
import dev.sluice.emulators.stripe.forms.StripeError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Takes what was authorized, or lets go of it. */
public final class Capturing {

	private Capturing() {
	}

	/**
	 * Captures once; what is not captured is released.
	 * @param asked in minor units; null for all of it
	 * @throws StripeError where that cannot be
	 */
	public static void capture(Case payment, @Nullable Long asked) {
		ObjectNode intent = payment.intent();
		String status = intent.path("status").asString();
		if (!status.equals(Status.REQUIRES_CAPTURE)) {
			throw payment.unexpectedState("This PaymentIntent could not be captured because it has a status of "
					+ status + ". Only a PaymentIntent with one of the following statuses may be captured: "
					+ "requires_capture.");
		}
		long open = intent.path("amount_capturable").asLong();
		long amount = (asked != null) ? asked : open;
		if (amount < 1) {
			throw StripeError.ofParam("parameter_invalid_integer", "amount_to_capture",
					"This value must be greater than or equal to 1.");
		}
		if (amount > open) {
			throw StripeError.ofParam("amount_too_large", "amount_to_capture",
					"The amount to capture is greater than the amount that can be captured: " + amount + " > " + open
							+ ".");
		}
		take(payment, amount, open - amount);
	}

	private static void take(Case payment, long amount, long released) {
		ObjectNode intent = payment.intent();
		ObjectNode charge = payment.latestCharge().orElseThrow();
		charge.put("captured", true);
		charge.put("amount_captured", amount);
		charge.put("amount_refunded", released);
		charge.put("$released", released);
		Balances.credit(payment, charge);
		intent.put("amount_capturable", 0);
		intent.put("amount_received", amount);
		intent.put("status", Status.SUCCEEDED);
		payment.tell("charge.captured", charge);
		payment.tell("payment_intent.succeeded", intent);
		TestCards.ofName(charge.path("$card").asString()).ifPresent((card) -> Charging.follow(payment, charge, card));
	}

	/**
	 * Gives a payment up; an authorization is released.
	 * @param reason in Stripe's words; null for none
	 * @throws StripeError where it is too late
	 */
	public static void cancel(Case payment, @Nullable String reason) {
		String status = payment.intent().path("status").asString();
		if (!Status.OPEN.contains(status) && !status.equals(Status.REQUIRES_CAPTURE)) {
			throw payment.unexpectedState("You cannot cancel this PaymentIntent because it has a status of " + status
					+ ". Only a PaymentIntent with one of the following statuses may be canceled: "
					+ "requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.");
		}
		if (status.equals(Status.REQUIRES_CAPTURE)) {
			payment.tell("charge.refunded", release(payment));
		}
		end(payment, reason);
	}

	/** The time to capture is over; nothing where that was done, or it was given up. */
	static void expire(Case payment) {
		if (payment.intent().path("status").asString().equals(Status.REQUIRES_CAPTURE)) {
			payment.tell("charge.expired", release(payment));
			end(payment, "automatic");
		}
	}

	private static ObjectNode release(Case payment) {
		ObjectNode charge = payment.latestCharge().orElseThrow();
		charge.put("amount_refunded", charge.path("amount").asLong());
		charge.put("refunded", true);
		return charge;
	}

	private static void end(Case payment, @Nullable String reason) {
		ObjectNode intent = payment.intent();
		intent.put("amount_capturable", 0);
		intent.put("canceled_at", payment.now());
		intent.put("cancellation_reason", reason);
		intent.putNull("next_action");
		intent.put("status", Status.CANCELED);
		payment.tell("payment_intent.canceled", intent);
	}

}
