package dev.sluice.processors.stripe;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import dev.sluice.payments.port.Processor;
import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.processors.Requests;
import dev.sluice.processors.connectors.Account;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the port answers, whatever Stripe, or somebody in between, does. */
class StripeAnswersTests {

	private static final String SECRET = "sk_test_0123456789";

	private static final String NONE_FOUND = "{\"object\": \"search_result\", \"data\": []}";

	private static final ProcessorReference INTENT = new ProcessorReference("pi_1");

	private final RecordingStripe server = new RecordingStripe();

	private final Processor processor = this.server.processor(Asked.account(SECRET));

	private final Request sale = Asked.charge(Kind.SALE, "pm_card_visa");

	private final Request capture = Requests.after(this.sale, Kind.CAPTURE, 1099, INTENT);

	@AfterEach
	void close() {
		this.server.close();
	}

	private static String error(String type, String code) {
		return "{\"error\": {\"type\": \"" + type + "\", \"code\": \"" + code + "\", \"message\": \"Said so.\"}}";
	}

	private String intent(String status, String more) {
		return "{\"object\": \"payment_intent\", \"id\": \"pi_1\", \"amount\": 1099, \"currency\": \"eur\", \"status\": \""
				+ status + "\", \"metadata\": {\"sluice_operation\": \"" + this.sale.operation() + "\"}" + more + "}";
	}

	@ParameterizedTest
	@CsvSource({ "401, invalid_request_error, api_key_expired, credentials_refused",
			"403, invalid_request_error, account_invalid, credentials_refused",
			"400, invalid_request_error, currency_not_supported, currency_not_supported",
			"400, invalid_request_error, amount_too_small, amount_too_small",
			"429, invalid_request_error, rate_limit, processor_overloaded" })
	void isCertainThatNothingWasChargedWhereStripeRefuses(int status, String type, String code, String reason) {
		this.server.next(status, error(type, code));

		assertThat(execute(this.sale)).isEqualTo(new Outcome.NotProcessed(reason));
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 402, 403, 404, 407, 409, 429 })
	void doesNotBelieveARefusalThatIsNotStripes(int status) {
		this.server.next(status, "<html>No</html>");

		assertThat(execute(this.sale)).isInstanceOf(Outcome.Unknown.class);
	}

	@ParameterizedTest
	@CsvSource({ "400, idempotency_error, ", "409, invalid_request_error, idempotency_key_in_use",
			"404, invalid_request_error, url_invalid", "418, api_error, teapot", "302, api_error, moved" })
	void doesNotKnowWhatAnotherRefusalMeans(int status, String type, String code) {
		this.server.next(status, error(type, code));

		assertThat(execute(this.sale)).isInstanceOf(Outcome.Unknown.class);
		this.server.next(status, error(type, code));
		assertThat(execute(this.capture)).isInstanceOf(Outcome.Unknown.class);
	}

	@Test
	void heedsWhatStripeSaysOfAnotherTry() {
		this.server.next(429, error("invalid_request_error", "rate_limit"), "Stripe-Should-Retry", "false");
		assertThat(execute(this.sale)).isEqualTo(new Outcome.NotProcessed("rate_limited"));

		this.server.next(429, error("invalid_request_error", "lock_timeout"), "Stripe-Should-Retry", "true");
		assertThat(execute(this.capture)).isEqualTo(new Outcome.NotProcessed(Outcome.NotProcessed.OVERLOADED));

		this.server.next(400, error("invalid_request_error", "lock_timeout"), "Stripe-Should-Retry", "true");
		assertThat(execute(this.capture)).isInstanceOf(Outcome.Unknown.class);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "AUTHORIZE", "SALE" })
	void endsWhatFollowsAChargeWhereStripeDoesNotDoIt(Kind kind) {
		Request request = Requests.after(this.sale, kind, 1099, INTENT);
		this.server.next(400, error("invalid_request_error", "charge_disputed"));

		assertThat(execute(request))
			.isEqualTo(new Outcome.Declined("charge_disputed", "Said so.", "charge_disputed", null, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "{", "\"succeeded\"", "{}", "{\"object\": \"payment_intent\"}" })
	void doesNotKnowWhatAnUnreadableAnswerMeans(String body) {
		this.server.next(200, body);

		assertThat(execute(this.sale)).isInstanceOf(Outcome.Unknown.class);
	}

	@ParameterizedTest
	@CsvSource({ "1099, 1098", "eur, usd", "sluice_operation, operation", "payment_intent, charge", "pi_1, pi\u00a01",
			"succeeded, perhaps" })
	void doesNotTakeTheAnswerToSomethingElseForItsOwn(String right, String wrong) {
		this.server.next(200, intent("succeeded", ""));
		assertThat(execute(this.sale)).isInstanceOf(Outcome.Approved.class);

		this.server.next(200, intent("succeeded", "").replace(right, wrong));

		assertThat(execute(this.sale)).isEqualTo(StripeOutcomes.UNEXPECTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "javascript:alert(1)", "//bank.example/", "", "https://bank.example/a b" })
	void doesNotSendTheCustomerWhereNoPageIs(String url) {
		this.server.next(200,
				intent("requires_action", ", \"next_action\": {\"redirect_to_url\": {\"url\": \"" + url + "\"}}"));

		assertThat(execute(this.sale)).isEqualTo(new Outcome.Pending(INTENT));
	}

	@Test
	void waitsForWhatIsProcessed() {
		this.server.next(200, intent("processing", ""));

		assertThat(execute(this.sale)).isEqualTo(new Outcome.Pending(INTENT));
	}

	@Test
	void asksAgainInTheSameWordsWhereNothingIsFound() {
		this.server.next(500, "");
		assertThat(execute(this.sale)).isEqualTo(new Outcome.Unknown("http_500"));
		RecordingStripe.Sent first = this.server.only();
		this.server.next(200, NONE_FOUND);
		this.server.next(200, intent("succeeded", ""));

		assertThat(lookUp(this.sale)).isInstanceOf(Outcome.Approved.class);

		assertThat(this.server.sent()).hasSize(2).last().isEqualTo(first);
	}

	/** What is repeated was so when the key was used first. */
	@Test
	void asksHowItIsNowWhereTheAnswerIsARepeatedOne() {
		this.server.next(200, NONE_FOUND);
		this.server.next(200, intent("requires_action", ""), "Idempotent-Replayed", "true");
		this.server.next(200, intent("succeeded", ""));

		assertThat(lookUp(this.sale)).isInstanceOf(Outcome.Approved.class);

		assertThat(this.server.sent().getLast().path()).isEqualTo("/v1/payment_intents/pi_1");
	}

	@Test
	void doesNotKnowWhatARepeatedFailureMeansUntilTheKeyIsForgotten() {
		this.server.next(200, NONE_FOUND);
		this.server.next(500, "", "Idempotent-Replayed", "true");
		assertThat(lookUp(this.sale)).isInstanceOf(Outcome.Unknown.class);

		this.server.next(200, NONE_FOUND);
		assertThat(lookUp(Requests.at(this.sale, Instant.now().minus(Duration.ofHours(23)))))
			.isEqualTo(new Outcome.Unanswerable("key_forgotten"));
	}

	@Test
	void goesByTheKeyWhereTheAccountMayNotSearch() {
		this.server.next(403, error("invalid_request_error", ""));
		this.server.next(200, intent("succeeded", ""));
		assertThat(lookUp(this.sale)).isInstanceOf(Outcome.Approved.class);

		this.server.next(403, error("invalid_request_error", ""));
		assertThat(lookUp(Requests.at(this.sale, Instant.EPOCH))).isEqualTo(new Outcome.Unanswerable("key_forgotten"));
	}

	/** Other credentials may be those of an account that has never seen the key. */
	@Test
	void doesNotChargeAgainWithOtherCredentials() {
		Account replaced = Asked.replaced(Asked.account(SECRET), this.sale.askedAt().plusSeconds(1));
		this.server.next(200, NONE_FOUND);

		assertThat(this.server.processor(replaced).lookUp(this.sale).block())
			.isEqualTo(new Outcome.Unanswerable("key_forgotten"));
		assertThat(this.server.sent()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "401, true", "403, true", "404, true", "409, false", "429, false", "500, false", "503, false" })
	void leavesToAPersonWhatStripeWillNeverSay(int status, boolean forEver) {
		this.server.next(status, error("invalid_request_error", "resource_missing"));
		Outcome young = lookUp(Requests.known(this.sale, INTENT));
		this.server.next(status, error("invalid_request_error", "resource_missing"));
		Outcome old = lookUp(Requests.at(Requests.known(this.sale, INTENT), Instant.EPOCH));

		assertThat(young).isInstanceOfSatisfying(Outcome.Unknown.class,
				(unknown) -> assertThat(unknown.reason()).endsWith("http_" + status));
		assertThat(old).isEqualTo(forEver ? new Outcome.Unanswerable("look_up_http_" + status) : young);
	}

	@Test
	void knowsThatWhatCannotBeAskedForWasNotDone() {
		Request odd = Requests.charge(Kind.SALE, 5001, "KWD", PaymentMethod.token("pm_card_visa"), null);

		assertThat(execute(odd)).isEqualTo(new Outcome.NotProcessed("amount_not_representable"));
		assertThat(lookUp(odd)).isEqualTo(new Outcome.NotFound());
		assertThat(this.server.sent()).isEmpty();
	}

	@Test
	void givesUpWhomTheCustomerNeverCameBackTo() {
		String waiting = intent("requires_action", ", \"next_action\": {\"type\": \"redirect_to_url\","
				+ " \"redirect_to_url\": {\"url\": \"https://hooks.stripe.example/3ds\"}}");
		Request yesterday = Requests.at(this.sale, Instant.now().minus(Duration.ofHours(25)));
		this.server.next(200, waiting);
		assertThat(lookUp(Requests.known(this.sale, INTENT))).isInstanceOf(Outcome.ActionRequired.class);

		this.server.next(200, waiting);
		this.server.next(200, intent("canceled", ", \"cancellation_reason\": \"abandoned\""));
		assertThat(lookUp(Requests.known(yesterday, INTENT))).isInstanceOfSatisfying(Outcome.Declined.class,
				(declined) -> assertThat(declined.code()).isEqualTo("authentication_expired"));
		assertThat(this.server.sent()).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 404, 409, 429, 500, 503 })
	void doesNotChargeAgainWhereItCannotSearchJustNow(int status) {
		this.server.next(status, error("invalid_request_error", ""));

		assertThat(lookUp(this.sale)).isInstanceOf(Outcome.Unknown.class);
		assertThat(this.server.sent()).hasSize(1);
	}

	@Test
	void leavesTwoPaymentsOfOneOperationToAPerson() {
		this.server.next(200, "{\"data\": [" + intent("succeeded", "") + ", " + intent("succeeded", "") + "]}");

		assertThat(lookUp(this.sale)).isEqualTo(new Outcome.Unanswerable("several_payments"));
	}

	@Test
	void takesARefusalOfARepeatForTheEnd() {
		this.server.next(200, NONE_FOUND);
		this.server.next(400, error("invalid_request_error", "resource_missing"));
		assertThat(lookUp(this.sale)).isInstanceOfSatisfying(Outcome.Declined.class, (declined) -> {
			assertThat(declined.code()).isEqualTo("processing_error");
			assertThat(declined.processorCode()).isEqualTo("resource_missing");
			assertThat(declined.message()).isEqualTo("Said so.");
		});

		this.server.next(200, NONE_FOUND);
		this.server.next(401, error("invalid_request_error", "api_key_expired"));
		assertThat(lookUp(this.sale)).isEqualTo(new Outcome.Unknown("credentials_refused"));
	}

	@Test
	void doesNotGiveUpWhatMayBeUnderWayStill() {
		this.server.next(200, intent("requires_payment_method", ""));
		assertThat(lookUp(Requests.known(this.sale, INTENT))).isEqualTo(new Outcome.Pending(INTENT));

		this.server.next(200, intent("requires_payment_method", ""));
		this.server.next(200, intent("canceled", ""));
		Request old = Requests.at(Requests.known(this.sale, INTENT), Instant.now().minus(Duration.ofMinutes(3)));
		assertThat(lookUp(old)).isInstanceOfSatisfying(Outcome.Declined.class,
				(declined) -> assertThat(declined.code()).isEqualTo("authentication_canceled"));
	}

	@Test
	void saysNothingOfAPaymentThatCouldNotBeGivenUp() {
		String failed = ", \"last_payment_error\": {\"code\": \"payment_intent_authentication_failure\"}";
		this.server.next(200, intent("requires_payment_method", failed));
		this.server.next(400, error("invalid_request_error", "payment_intent_unexpected_state"));

		assertThat(lookUp(Requests.known(this.sale, INTENT))).isEqualTo(new Outcome.Pending(INTENT));
	}

	@Test
	void leavesTheBreakerClosedWhateverIsRefused() {
		Processor guarded = Asked.connector(this.server.url(), Asked.guard(2)).open(Asked.account(SECRET));
		for (int status : new int[] { 400, 401, 402, 403, 404, 409, 429 }) {
			this.server.next(status, error("invalid_request_error", "any"));
			assertThat(guarded.execute(this.sale).block()).isNotInstanceOf(Outcome.Approved.class)
				.isNotEqualTo(new Outcome.NotProcessed("circuit_open"));
		}
		this.server.next(200, NONE_FOUND);
		this.server.next(500, "{}", "Idempotent-Replayed", "true");
		assertThat(guarded.lookUp(this.sale).block()).isInstanceOf(Outcome.Unknown.class)
			.isNotEqualTo(new Outcome.Unknown("circuit_open"));

		this.server.next(503, "");
		assertThat(guarded.execute(this.sale).block()).isEqualTo(new Outcome.Unknown("http_503"));

		assertThat(guarded.execute(this.sale).block()).isEqualTo(new Outcome.NotProcessed("circuit_open"));
		assertThat(guarded.lookUp(this.sale).block()).isEqualTo(new Outcome.Unknown("circuit_open"));
	}

	@Test
	void isCertainThatNothingWasDoneWhereNobodyListens() {
		this.server.close();

		assertThat(execute(this.sale)).isEqualTo(new Outcome.NotProcessed("processor_unreachable"));
		assertThat(lookUp(this.sale)).isEqualTo(new Outcome.Unknown("processor_unreachable"));
		assertThat(Objects.requireNonNull(this.server.connector().check(Asked.account(SECRET)).block()).detail())
			.contains("processor_unreachable")
			.doesNotContain(SECRET);
	}

	@Test
	void saysWhatACheckFound() {
		this.server.next(403, error("invalid_request_error", ""));
		this.server.next(500, "");
		this.server.next(429, "<html>");

		for (String said : new String[] { "restricted key", "http_500", "status 429" }) {
			assertThat(Objects.requireNonNull(this.server.connector().check(Asked.account(SECRET)).block()))
				.satisfies((check) -> {
					assertThat(check.works()).isFalse();
					assertThat(check.detail()).contains(said).doesNotContain(SECRET);
				});
		}
	}

	@Test
	void showsNoSecretOfAnAccount() {
		assertThat(StripeAccess.of(Asked.account(SECRET)).toString()).doesNotContain(SECRET);
		assertThat(Asked.account(SECRET).toString()).doesNotContain(SECRET);
	}

	private Outcome execute(Request request) {
		return Objects.requireNonNull(this.processor.execute(request).block());
	}

	private Outcome lookUp(Request request) {
		return Objects.requireNonNull(this.processor.lookUp(request).block());
	}

}
