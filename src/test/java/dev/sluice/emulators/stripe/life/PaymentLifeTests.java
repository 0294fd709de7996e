package dev.sluice.emulators.stripe.life;

import java.util.Map;

import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.objects.Kinds;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PaymentLifeTests {

	@Test
	void chargesAtOnce() {
		Payments payment = new Payments(1099, "automatic");

		payment.confirm("pm_card_visa");

		assertThat(payment.status()).isEqualTo("succeeded");
		assertThat(payment.intent().path("amount_received").asLong()).isEqualTo(1099);
		assertThat(payment.charge().path("captured").asBoolean()).isTrue();
		assertThat(payment.charge().path("balance_transaction").asString()).startsWith("txn_");
		assertThat(payment.moved()).isEqualTo(1099);
		assertThat(payment.events()).containsExactly("charge.succeeded", "payment_intent.succeeded");
	}

	@Test
	void hasItsMoneyALittleLaterWhereItIsCapturedAsynchronously() {
		Payments payment = new Payments(1099, "automatic_async");
		payment.confirm("pm_card_visa");
		assertThat(payment.charge().path("balance_transaction").isNull()).isTrue();

		payment.later("balance");
		payment.later("balance");

		assertThat(payment.charge().path("balance_transaction").asString()).startsWith("txn_");
		assertThat(payment.moved()).isEqualTo(1099);
		assertThat(payment.events()).contains("charge.updated");
	}

	@Test
	void releasesWhatIsNotCaptured() {
		Payments payment = new Payments(1000, "manual");
		payment.confirm("pm_card_visa");
		assertThat(payment.status()).isEqualTo("requires_capture");
		assertThat(payment.intent().path("amount_capturable").asLong()).isEqualTo(1000);

		payment.work((each) -> Capturing.capture(each, 750L));

		assertThat(payment.status()).isEqualTo("succeeded");
		assertThat(payment.intent().path("amount_received").asLong()).isEqualTo(750);
		assertThat(payment.charge().path("amount_refunded").asLong()).isEqualTo(250);
		assertThat(payment.moved()).isEqualTo(750);
		payment.refund(null);
		assertThat(payment.refunded()).isEqualTo(750);
		assertThat(payment.moved()).isZero();
		assertThat(payment.events()).containsExactly("charge.succeeded", "payment_intent.amount_capturable_updated",
				"charge.captured", "payment_intent.succeeded", "refund.created", "charge.refunded");
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, 1001 })
	void capturesNoOtherAmount(long amount) {
		Payments payment = new Payments(1000, "manual");
		payment.confirm("pm_card_visa");

		StripeError refusal = refused(() -> payment.work((each) -> Capturing.capture(each, amount)));

		assertThat(refusal.error().path("param").asString()).isEqualTo("amount_to_capture");
		assertThat(payment.status()).isEqualTo("requires_capture");
	}

	@Test
	void capturesOnce() {
		Payments payment = new Payments(1000, "manual");
		payment.confirm("pm_card_visa");
		payment.work((each) -> Capturing.capture(each, 1L));

		StripeError refusal = refused(() -> payment.work((each) -> Capturing.capture(each, null)));

		assertThat(refusal.error().path("code").asString()).isEqualTo("payment_intent_unexpected_state");
		assertThat(refusal.error().path("payment_intent").path("$method").isMissingNode()).isTrue();
	}

	@Test
	void cancelsWhereThatIsAllowed() {
		Payments open = new Payments(1000, "manual");
		open.work((each) -> Capturing.cancel(each, "abandoned"));
		assertThat(open.status()).isEqualTo("canceled");
		assertThat(open.events()).containsExactly("payment_intent.canceled");

		Payments authorized = new Payments(1000, "manual");
		authorized.confirm("pm_card_visa");
		authorized.work((each) -> Capturing.cancel(each, null));
		assertThat(authorized.charge().path("amount_refunded").asLong()).isEqualTo(1000);
		assertThat(authorized.moved()).isZero();

		Payments paid = new Payments(1000, "automatic");
		paid.confirm("pm_card_visa");
		StripeError refusal = refused(() -> paid.work((each) -> Capturing.cancel(each, null)));
		assertThat(refusal.getMessage())
			.startsWith("You cannot cancel this PaymentIntent because it has a status of " + "succeeded.");
	}

	@Test
	void expiresWhatNobodyCaptured() {
		Payments payment = new Payments(1000, "manual");
		payment.confirm("pm_card_visa");

		payment.later("expire");

		assertThat(payment.status()).isEqualTo("canceled");
		assertThat(payment.intent().path("cancellation_reason").asString()).isEqualTo("automatic");
		assertThat(payment.events()).endsWith("charge.expired", "payment_intent.canceled");
	}

	@Test
	void expiresNothingThatWasCaptured() {
		Payments payment = new Payments(1000, "manual");
		payment.confirm("pm_card_visa");
		payment.work((each) -> Capturing.capture(each, null));

		payment.later("expire");

		assertThat(payment.status()).isEqualTo("succeeded");
	}

	@ParameterizedTest
	@CsvSource({ "pm_card_visa_chargeDeclined, card_declined, generic_decline",
			"pm_card_visa_chargeDeclinedInsufficientFunds, card_declined, insufficient_funds",
			"pm_card_visa_chargeDeclinedLostCard, card_declined, lost_card",
			"pm_card_visa_chargeDeclinedStolenCard, card_declined, stolen_card",
			"pm_card_chargeDeclinedExpiredCard, expired_card, expired_card",
			"pm_card_chargeDeclinedIncorrectCvc, incorrect_cvc, incorrect_cvc",
			"pm_card_chargeDeclinedProcessingError, processing_error, processing_error",
			"pm_card_visa_chargeDeclinedVelocityLimitExceeded, card_declined, card_velocity_exceeded",
			"pm_card_chargeDeclinedFraudulent, card_declined, fraudulent",
			"pm_card_threeDSecureRequiredProcessingError, processing_error, processing_error" })
	void declinesAsTheCardSays(String token, String code, String declineCode) {
		Payments payment = new Payments(1000, "automatic");

		payment.confirm(token);

		assertThat(payment.refusal().status()).isEqualTo(402);
		assertThat(payment.refusal().error().path("code").asString()).isEqualTo(code);
		assertThat(payment.refusal().error().path("decline_code").asString()).isEqualTo(declineCode);
		assertThat(payment.status()).isEqualTo("requires_payment_method");
		assertThat(payment.intent().path("last_payment_error").path("decline_code").asString()).isEqualTo(declineCode);
		assertThat(payment.charge().path("status").asString()).isEqualTo("failed");
		assertThat(payment.events()).containsExactly("charge.failed", "payment_intent.payment_failed");
		assertThat(payment.moved()).isZero();
	}

	@Test
	void isPaidWithAnotherCardAfterADecline() {
		Payments payment = new Payments(1000, "automatic");
		payment.confirm("pm_card_visa_chargeDeclined");

		payment.confirm("pm_card_mastercard");

		assertThat(payment.status()).isEqualTo("succeeded");
		assertThat(payment.intent().path("last_payment_error").isNull()).isTrue();
		assertThat(payment.all(Kinds.CHARGE)).hasSize(2);
		assertThat(payment.moved()).isEqualTo(1000);
	}

	@Test
	void asksTheCardholder() {
		Payments payment = new Payments(1000, "automatic");
		payment.confirm("pm_card_threeDSecure2Required");
		assertThat(payment.status()).isEqualTo("requires_action");
		ObjectNode action = (ObjectNode) payment.intent().path("next_action");
		assertThat(action.path("redirect_to_url").path("url").asString()).startsWith("https://bank/pi_3");
		assertThat(payment.all(Kinds.CHARGE)).isEmpty();

		payment.answer(true);

		assertThat(payment.status()).isEqualTo("succeeded");
		assertThat(payment.intent().path("next_action").isNull()).isTrue();
		assertThat(payment.events()).containsExactly("payment_intent.requires_action", "charge.succeeded",
				"payment_intent.succeeded");
	}

	@Test
	void failsWhereTheCardholderRefuses() {
		Payments payment = new Payments(1000, "automatic");
		payment.confirm("pm_card_authenticationRequired", false, null);
		assertThat(payment.intent().path("next_action").path("type").asString()).isEqualTo("use_stripe_sdk");

		payment.answer(false);

		assertThat(payment.status()).isEqualTo("requires_payment_method");
		assertThat(payment.intent().path("last_payment_error").path("code").asString())
			.isEqualTo("payment_intent_authentication_failure");
		assertThat(payment.all(Kinds.CHARGE)).isEmpty();
	}

	@Test
	void declinesWhereTheCardholderWouldHaveToBeAskedAndIsNotThere() {
		Payments payment = new Payments(1000, "automatic");

		payment.confirm("pm_card_authenticationRequired", true, null);

		assertThat(payment.refusal().error().path("code").asString()).isEqualTo("authentication_required");
		assertThat(payment.status()).isEqualTo("requires_payment_method");
		Payments setUp = new Payments(1000, "automatic");
		setUp.confirm("pm_card_authenticationRequiredSetupForOffSession", true, null);
		assertThat(setUp.status()).isEqualTo("succeeded");
	}

	@Test
	void declinesAfterTheCardholderHasApproved() {
		Payments payment = new Payments(1000, "automatic");
		payment.confirm("pm_card_threeDSecureRequiredChargeDeclined");

		payment.answer(true);

		assertThat(payment.status()).isEqualTo("requires_payment_method");
		assertThat(payment.events()).endsWith("charge.failed", "payment_intent.payment_failed");
	}

	@Test
	void triesNothingTwice() {
		Payments payment = new Payments(1000, "automatic");
		payment.confirm("pm_card_visa");

		assertThat(refused(() -> payment.confirm("pm_card_visa")).error().path("code").asString())
			.isEqualTo("payment_intent_unexpected_state");
		assertThat(payment.moved()).isEqualTo(1000);
	}

	@Test
	void takesNoEvidenceOfADisputeThatIsOver() {
		Payments payment = new Payments(1000, "automatic");
		payment.confirm("pm_card_createDispute");
		payment.later("dispute");
		String dispute = payment.newest(Kinds.DISPUTE).path("id").asString();
		payment.work((each) -> Disputing.close(each, each.require(dispute)));

		assertThat(refused(() -> payment
			.work((each) -> Disputing.update(each, each.require(dispute), Map.of("receipt", "x"), true))).status())
			.isEqualTo(400);
	}

	private static StripeError refused(ThrowingCallable work) {
		return catchThrowableOfType(StripeError.class, work);
	}

}
