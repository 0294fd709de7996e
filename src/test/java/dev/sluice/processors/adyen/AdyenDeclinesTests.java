package dev.sluice.processors.adyen;

import dev.sluice.payments.words.Advice;
import dev.sluice.payments.words.DeclineCode;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Adyen's refusal reasons in our table. */
class AdyenDeclinesTests {

	private static final ProcessorReference PSP = new ProcessorReference("NC6HT9CRT65ZGN82");

	/** As Adyen's page "Refusal reasons" lists them; it had no others up to 46. */
	@ParameterizedTest
	@CsvSource({ "2, Refused, GENERIC_DECLINE", "3, Referral, CALL_ISSUER", "4, Acquirer Error, PROCESSING_ERROR",
			"5, Blocked Card, PICKUP_CARD", "6, Expired Card, EXPIRED_CARD", "7, Invalid Amount, PROCESSING_ERROR",
			"8, Invalid Card Number, INVALID_NUMBER", "9, Issuer Unavailable, ISSUER_UNAVAILABLE",
			"10, Not supported, NOT_SUPPORTED", "11, 3D Not Authenticated, AUTHENTICATION_FAILED",
			"12, Not enough balance, INSUFFICIENT_FUNDS", "14, Acquirer Fraud, FRAUDULENT",
			"15, Cancelled, AUTHENTICATION_CANCELED", "16, Shopper Cancelled, AUTHENTICATION_CANCELED",
			"17, Invalid Pin, INCORRECT_PIN", "18, Pin tries exceeded, INCORRECT_PIN",
			"19, Pin validation not possible, INCORRECT_PIN", "20, FRAUD, FRAUDULENT",
			"21, Not Submitted, PROCESSING_ERROR", "22, FRAUD-CANCELLED, FRAUDULENT",
			"23, Transaction Not Permitted, NOT_SUPPORTED", "24, CVC Declined, INCORRECT_CVC",
			"25, Restricted Card, PICKUP_CARD", "26, Revocation Of Auth, REVOKED",
			"27, Declined Non Generic, DO_NOT_HONOR", "28, Withdrawal amount exceeded, LIMIT_EXCEEDED",
			"29, Withdrawal count exceeded, LIMIT_EXCEEDED", "31, Issuer Suspected Fraud, FRAUDULENT",
			"32, AVS Declined, INCORRECT_ADDRESS", "33, Card requires online pin, AUTHENTICATION_REQUIRED",
			"34, No checking account available on Card, INVALID_ACCOUNT",
			"35, No savings account available on Card, INVALID_ACCOUNT",
			"36, Mobile pin required, AUTHENTICATION_REQUIRED", "37, Contactless fallback, NOT_SUPPORTED",
			"38, Authentication required, AUTHENTICATION_REQUIRED",
			"39, RReq not received from DS, AUTHENTICATION_FAILED",
			"40, Current AID is in Penalty Box, PROCESSING_ERROR",
			"41, CVM Required Restart Payment, AUTHENTICATION_REQUIRED",
			"42, 3DS Authentication Error, AUTHENTICATION_FAILED", "43, Online PIN required, AUTHENTICATION_REQUIRED",
			"44, Try another interface, NOT_SUPPORTED", "45, Chip downgrade mode, NOT_SUPPORTED",
			"46, Transaction blocked by Adyen to prevent excessive retry fees, DO_NOT_HONOR",
			"50, Token Revoked, REVOKED" })
	void readsEachPublishedReasonOfAnAnswerAndOfANotification(String number, String reason, DeclineCode code) {
		assertThat(answer(number, reason, "{}"))
			.isEqualTo(new Outcome.Declined(code.wireName(), code.message(), number, null, PSP));
		assertThat(AdyenDeclines.of(reason, "", JsonMapper.shared().readTree("{}"), PSP))
			.isEqualTo(new Outcome.Declined(code.wireName(), code.message(), reason, null, PSP));
	}

	/** It may have happened at Adyen, and says nothing of the card. */
	@Test
	void readsWhatAdyenDoesNotKnowItself() {
		assertThat(answer("1", "Unknown", "{}").code()).isEqualTo("processing_error");
	}

	@ParameterizedTest
	@ValueSource(strings = { "A new reason", "refused", "Not Enough Balance", "", "\u0000\n" })
	void takesAReasonThatItDoesNotKnowForADecline(String reason) {
		assertThat(answer("99", reason, "{}"))
			.isEqualTo(new Outcome.Declined("generic_decline", DeclineCode.GENERIC_DECLINE.message(), "99", null, PSP));
	}

	@Test
	void declinesWithoutAReason() {
		Outcome.Declined declined = AdyenDeclines.of(JsonMapper.shared().readTree("{\"resultCode\": \"Refused\"}"),
				null);

		assertThat(declined).isEqualTo(
				new Outcome.Declined("generic_decline", DeclineCode.GENERIC_DECLINE.message(), null, null, null));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "05 : Do not honor | 05", "N7 : Decline for CVV2 failure | N7", "51: Insufficient funds | 51",
					"1A :Additional authentication required | 1A", "100 : Deny | 100",
					"6P : Verification failed : of two parts | 6P", "Do not honor | ", "05 | ", "'' | ",
					"12345 : Long | ", "05 - Do not honor | ", "r0 : Stop | ", "5 : Short | " })
	void passesOnWhatTheNetworkSaid(String raw, @Nullable String code) {
		assertThat(answer("2", "Refused", "{\"refusalReasonRaw\": \"" + raw + "\"}").networkCode()).isEqualTo(code);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "02 : Try again later | RETRY", "24 : Retry after 1 hour | RETRY",
			"25 : Retry after 24 hours | RETRY", "26 : Retry after 2 days | RETRY", "27 : Retry after 4 days | RETRY",
			"28 : Retry after 6 days | RETRY", "29 : Retry after 8 days | RETRY", "30:Retry after 10 days | RETRY",
			"03 : Do not try again | NEVER_AGAIN", "04 : Token requirements not fulfilled | NEVER_AGAIN",
			"21 : Payment cancellation | NEVER_AGAIN", "21 | NEVER_AGAIN", "01 : New account information | ",
			"22 : Merchant does not qualify | ", "40 : Non-reloadable prepaid card | ", "2 | ", "021 | ", ": | ",
			"'' | " })
	void passesOnTheAdviceOfTheNetwork(String advice, @Nullable Advice meant) {
		assertThat(answer("12", "Not enough balance", "{\"merchantAdviceCode\": \"" + advice + "\"}").advice())
			.isEqualTo(meant);
	}

	/**
	 * Nothing that Adyen sends is without bounds, or of another form than it should be.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "[]", "null", "\"05\"", "{\"refusalReasonRaw\": {\"05\": 1}, \"merchantAdviceCode\": []}",
			"{\"refusalReasonRaw\": null, \"merchantAdviceCode\": null}" })
	void readsWhatHasAnotherForm(String more) {
		assertThat(answer("6", "Expired Card", more))
			.isEqualTo(new Outcome.Declined("expired_card", DeclineCode.EXPIRED_CARD.message(), "6", null, PSP));
	}

	@Test
	void keepsNoMoreThanACodeOfWhatItDoesNotKnow() {
		Outcome.Declined declined = AdyenDeclines.of("x".repeat(10_000), "",
				JsonMapper.shared().readTree("{\"refusalReasonRaw\": \"05 : " + "y".repeat(10_000) + "\"}"), PSP);

		assertThat(declined.processorCode()).hasSize(Outcome.MAX_CODE);
		assertThat(declined.networkCode()).isEqualTo("05");
	}

	private static Outcome.Declined answer(String number, String reason, String more) {
		var body = JsonMapper.shared().createObjectNode();
		body.put("refusalReason", reason).put("refusalReasonCode", number);
		body.set("additionalData", JsonMapper.shared().readTree(more));
		return AdyenDeclines.of(body, PSP);
	}

}
