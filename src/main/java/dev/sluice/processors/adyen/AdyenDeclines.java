package dev.sluice.processors.adyen;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.payments.words.Advice;
import dev.sluice.payments.words.DeclineCode;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Adyen's refusal reasons in the table of the port. An answer has a code and its words, a
 * notification the words alone. Pure.
 */
final class AdyenDeclines {

	/** What the network said, where the account is set up to tell it. */
	private static final Pattern RAW = Pattern.compile("([A-Z0-9]{2,4}) ?: ?.*");

	private AdyenDeclines() {
	}

	/** A decline as an answer says it. */
	static Outcome.Declined of(JsonNode answer, @Nullable ProcessorReference reference) {
		String reason = answer.path("refusalReason").asString("");
		return of(reason, answer.path("refusalReasonCode").asString(""), answer.path("additionalData"), reference);
	}

	/**
	 * A decline.
	 * @param reason in Adyen's words
	 * @param code Adyen's; empty where only the words are told
	 * @param more what else is said of the payment
	 */
	static Outcome.Declined of(String reason, String code, JsonNode more, @Nullable ProcessorReference reference) {
		DeclineCode known = known(reason);
		String own = code.isEmpty() ? reason : code;
		Matcher raw = RAW.matcher(more.path("refusalReasonRaw").asString(""));
		return new Outcome.Declined(known.wireName(), known.message(), own.isEmpty() ? null : own,
				raw.matches() ? raw.group(1) : null, advice(more.path("merchantAdviceCode").asString("")), reference);
	}

	/** The network's own advice, which knows more than a reason does. */
	private static @Nullable Advice advice(String code) {
		return switch (code.isEmpty() ? "" : code.split(":", 2)[0].strip()) {
			case "02", "24", "25", "26", "27", "28", "29", "30" -> Advice.RETRY;
			case "03", "04", "21" -> Advice.NEVER_AGAIN;
			default -> null;
		};
	}

	private static DeclineCode known(String reason) {
		return switch (reason) {
			case "Referral" -> DeclineCode.CALL_ISSUER;
			case "Unknown", "Acquirer Error", "Invalid Amount", "Not Submitted", "Current AID is in Penalty Box" ->
				DeclineCode.PROCESSING_ERROR;
			case "Blocked Card", "Restricted Card" -> DeclineCode.PICKUP_CARD;
			case "Expired Card" -> DeclineCode.EXPIRED_CARD;
			case "Withdrawal amount exceeded", "Withdrawal count exceeded" -> DeclineCode.LIMIT_EXCEEDED;
			case "Invalid Card Number" -> DeclineCode.INVALID_NUMBER;
			case "Issuer Unavailable" -> DeclineCode.ISSUER_UNAVAILABLE;
			case "Not supported", "Transaction Not Permitted", "Contactless fallback", "Try another interface",
					"Chip downgrade mode" ->
				DeclineCode.NOT_SUPPORTED;
			case "3D Not Authenticated", "RReq not received from DS", "3DS Authentication Error" ->
				DeclineCode.AUTHENTICATION_FAILED;
			case "Cancelled", "Shopper Cancelled" -> DeclineCode.AUTHENTICATION_CANCELED;
			case "Not enough balance" -> DeclineCode.INSUFFICIENT_FUNDS;
			case "Acquirer Fraud", "FRAUD", "FRAUD-CANCELLED", "Issuer Suspected Fraud" -> DeclineCode.FRAUDULENT;
			case "Invalid Pin", "Pin tries exceeded", "Pin validation not possible" -> DeclineCode.INCORRECT_PIN;
			case "CVC Declined" -> DeclineCode.INCORRECT_CVC;
			case "AVS Declined" -> DeclineCode.INCORRECT_ADDRESS;
			case "Revocation Of Auth", "Token Revoked" -> DeclineCode.REVOKED;
			case "Declined Non Generic", "Transaction blocked by Adyen to prevent excessive retry fees" ->
				DeclineCode.DO_NOT_HONOR;
			case "Authentication required", "Card requires online pin", "Mobile pin required", "Online PIN required",
					"CVM Required Restart Payment" ->
				DeclineCode.AUTHENTICATION_REQUIRED;
			case "No checking account available on Card", "No savings account available on Card" ->
				DeclineCode.INVALID_ACCOUNT;
			default -> DeclineCode.GENERIC_DECLINE;
		};
	}

}
