package dev.sluice.processors.stripe;

import java.util.stream.Stream;

import dev.sluice.payments.words.Advice;
import dev.sluice.payments.words.DeclineCode;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Stripe's decline codes in our table. */
class StripeDeclinesTests {

	/** As Stripe's page "Decline codes" lists them. */
	static Stream<String> published() {
		return Stream.of("""
				authentication_required approve_with_id call_issuer card_not_supported card_velocity_exceeded
				currency_not_supported do_not_honor do_not_try_again duplicate_transaction expired_card fraudulent
				generic_decline incorrect_number incorrect_cvc incorrect_pin incorrect_zip incorrect_address
				insufficient_funds invalid_account invalid_amount invalid_cvc invalid_expiry_month invalid_expiry_year
				invalid_number invalid_pin issuer_not_available lost_card merchant_blacklist
				mobile_device_authentication_required new_account_information_available no_action_taken not_permitted
				offline_pin_required online_or_offline_pin_required pickup_card pin_try_exceeded processing_error
				reenter_transaction restricted_card revocation_of_all_authorizations revocation_of_authorization
				security_violation service_not_allowed stolen_card stop_payment_order testmode_decline
				transaction_not_allowed try_again_later withdrawal_count_limit_exceeded""".split("\\s+", -1));
	}

	@ParameterizedTest
	@MethodSource("published")
	void knowsEveryPublishedCode(String code) {
		assertThat(StripeDeclines.find(code)).isPresent();
	}

	/** Where ours has the same name, it is the same. */
	@ParameterizedTest
	@MethodSource("published")
	void keepsWhatIsCalledAlike(String code) {
		DeclineCode.find(code).ifPresent((same) -> assertThat(StripeDeclines.find(code)).hasValue(same));
	}

	@ParameterizedTest
	@CsvSource({ "lost_card, NEVER_AGAIN", "restricted_card, NEVER_AGAIN", "stop_payment_order, NEVER_AGAIN",
			"insufficient_funds, RETRY", "try_again_later, RETRY", "incorrect_zip, CORRECT",
			"authentication_required, AUTHENTICATE", "duplicate_transaction, OTHER_CARD",
			"do_not_try_again, OTHER_CARD" })
	void advisesAsStripeDoes(String code, Advice advice) {
		assertThat(StripeDeclines.find(code)).map(DeclineCode::advice).hasValue(advice);
	}

	@Test
	void readsAnErrorAsStripeWritesIt() {
		assertThat(declined("""
				{"type": "card_error", "code": "card_declined", "decline_code": "do_not_honor",
				"network_decline_code": "05", "message": "Your card was declined."}""")).isEqualTo(new Outcome.Declined(
				"do_not_honor", "Your card was declined.", "do_not_honor", "05", new ProcessorReference("pi_1")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{\"code\": \"expired_card\"} | expired_card | expired_card",
			"{\"code\": \"card_declined\", \"decline_code\": \"new_one\"} | generic_decline | new_one",
			"{\"code\": \"expired_card\", \"decline_code\": \"new_one\"} | expired_card | new_one",
			"{\"code\": \"payment_intent_authentication_failure\"} | authentication_failed | payment_intent_authentication_failure",
			"{} | generic_decline | " })
	void fallsBackToTheErrorsOwnCode(String error, String code, String own) {
		Outcome.Declined declined = declined(error);

		assertThat(declined.code()).isEqualTo(code);
		assertThat(declined.processorCode()).isEqualTo(own);
		assertThat(declined.message()).isNotEmpty();
	}

	private static Outcome.Declined declined(String error) {
		return StripeDeclines.of(JsonMapper.shared().readTree(error), new ProcessorReference("pi_1"));
	}

}
