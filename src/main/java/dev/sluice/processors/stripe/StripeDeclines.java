package dev.sluice.processors.stripe;

import java.util.Optional;

import dev.sluice.payments.words.Advice;
import dev.sluice.payments.words.DeclineCode;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Stripe's decline codes, and those of its card errors, in the table of the port. Pure.
 */
final class StripeDeclines {

	private StripeDeclines() {
	}

	/** A decline as an error says it. */
	static Outcome.Declined of(JsonNode error, @Nullable ProcessorReference reference) {
		String code = error.path("code").asString("");
		String said = error.path("decline_code").asString("");
		String own = said.isEmpty() ? code : said;
		DeclineCode known = find(said).or(() -> find(code)).orElse(DeclineCode.GENERIC_DECLINE);
		String network = error.path("network_decline_code").asString("");
		return new Outcome.Declined(known.wireName(), message(error, known), own.isEmpty() ? null : own,
				network.isEmpty() ? null : network, advice(error.path("advice_code").asString("")), reference);
	}

	/** Stripe's own advice, which knows more than a code does. */
	private static @Nullable Advice advice(String code) {
		return switch (code) {
			case "confirm_card_data" -> Advice.CORRECT;
			case "do_not_try_again" -> Advice.NEVER_AGAIN;
			case "try_again_later" -> Advice.RETRY;
			default -> null;
		};
	}

	private static String message(JsonNode error, DeclineCode known) {
		String message = error.path("message").asString("");
		return message.isEmpty() ? known.message() : message;
	}

	/** What a code of Stripe's is in the table; empty where it is not known. */
	static Optional<DeclineCode> find(String code) {
		return Optional.ofNullable(known(code));
	}

	private static @Nullable DeclineCode known(String code) {
		return switch (code) {
			case "generic_decline", "duplicate_transaction", "testmode_decline", "test_mode_live_card" ->
				DeclineCode.GENERIC_DECLINE;
			case "do_not_honor", "do_not_try_again", "no_action_taken", "previously_declined_do_not_retry",
					"security_violation" ->
				DeclineCode.DO_NOT_HONOR;
			case "approve_with_id", "call_issuer" -> DeclineCode.CALL_ISSUER;
			case "insufficient_funds" -> DeclineCode.INSUFFICIENT_FUNDS;
			case "card_velocity_exceeded", "withdrawal_count_limit_exceeded", "invalid_amount",
					"card_decline_rate_limit_exceeded" ->
				DeclineCode.LIMIT_EXCEEDED;
			case "issuer_not_available" -> DeclineCode.ISSUER_UNAVAILABLE;
			case "processing_error", "reenter_transaction", "try_again_later" -> DeclineCode.PROCESSING_ERROR;
			case "authentication_required", "authentication_not_handled", "mobile_device_authentication_required",
					"offline_pin_required", "online_or_offline_pin_required" ->
				DeclineCode.AUTHENTICATION_REQUIRED;
			case "payment_intent_authentication_failure", "authentication_failed" -> DeclineCode.AUTHENTICATION_FAILED;
			case "incorrect_number", "invalid_number" -> DeclineCode.INVALID_NUMBER;
			case "incorrect_cvc", "invalid_cvc" -> DeclineCode.INCORRECT_CVC;
			case "incorrect_address", "incorrect_zip" -> DeclineCode.INCORRECT_ADDRESS;
			case "incorrect_pin", "invalid_pin", "pin_try_exceeded" -> DeclineCode.INCORRECT_PIN;
			case "expired_card", "invalid_expiry_month", "invalid_expiry_year" -> DeclineCode.EXPIRED_CARD;
			case "card_not_supported", "not_permitted", "service_not_allowed", "transaction_not_allowed" ->
				DeclineCode.NOT_SUPPORTED;
			case "currency_not_supported" -> DeclineCode.CURRENCY_NOT_SUPPORTED;
			case "fraudulent", "highest_risk_level", "merchant_blacklist" -> DeclineCode.FRAUDULENT;
			case "lost_card" -> DeclineCode.LOST_CARD;
			case "stolen_card" -> DeclineCode.STOLEN_CARD;
			case "pickup_card", "restricted_card" -> DeclineCode.PICKUP_CARD;
			case "invalid_account", "new_account_information_available" -> DeclineCode.INVALID_ACCOUNT;
			case "revocation_of_all_authorizations", "revocation_of_authorization", "stop_payment_order" ->
				DeclineCode.REVOKED;
			default -> null;
		};
	}

}
