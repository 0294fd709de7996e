package dev.sluice.processors.adyen;

import java.util.List;
import java.util.Objects;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.processors.AccountDesk;
import dev.sluice.testing.SluiceTest;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Payments of a merchant with an account at Adyen's emulator, from its request over HTTP
 * to what Adyen notifies of.
 */
@SluiceTest
class AdyenShopTests {

	private static final String SHOP = "https://shop.example/thanks";

	private final DatabaseClient database;

	private final EmulatedAdyen adyen;

	private final AccountDesk desk;

	private final String account;

	AdyenShopTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.adyen = new EmulatedAdyen(database, port);
		this.desk = AccountDesk.open(database, port);
		this.account = AccountDesk.text(
				this.desk.ask(HttpMethod.POST, AccountDesk.ALL,
						"""
								{"processor": "adyen", "label": "Adyen", "webhook_secret": "%s",
								 "credentials": {"api_key": "%s", "merchant_account": "%s"}}"""
							.formatted(EmulatedAdyen.HMAC_KEY, EmulatedAdyen.API_KEY, this.adyen.account()),
						201),
				"$.id");
		this.adyen.notify("http://127.0.0.1:" + port + "/processors/" + this.account + "/notifications");
	}

	@AfterEach
	void heal() {
		this.adyen.noFaults();
	}

	@Test
	void areProvedToHaveGoodCredentials() {
		assertThat(AccountDesk.text(this.desk.ask(HttpMethod.GET, AccountDesk.one(this.account) + "/check", null, 200),
				"$.works"))
			.isEqualTo("true");
		this.adyen.faults("{\"credentials_revoked\": true}");
		assertThat(AccountDesk.text(this.desk.ask(HttpMethod.GET, AccountDesk.one(this.account) + "/check", null, 200),
				"$.detail"))
			.contains("API key");
	}

	/** Live mode has an address of its own for each company. */
	@Test
	void areNotMadeWithCredentialsOfTheOtherMode() {
		String refusal = this.desk.ask(HttpMethod.POST, AccountDesk.ALL,
				"""
						{"processor": "adyen", "label": "Live",
						 "credentials": {"api_key": "AQEabcdef", "merchant_account": "Shop", "live_url_prefix": "1797-Shop"}}""",
				422);

		assertThat(AccountDesk.text(refusal, "$.code")).isEqualTo("credentials_of_other_mode");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "null",
			value = { "webhook_secret | whsec_of_somebody_else | /webhook_secret | invalid_value",
					"api_key | key_of_somebody | /credentials/api_key | invalid_credentials",
					"merchant_account | two words | /credentials/merchant_account | invalid_credentials",
					"live_url_prefix | evil.example/ | /credentials/live_url_prefix | invalid_credentials" })
	void areRefusedCredentialsThatAreNoneOfAdyens(String field, String value, String pointer, String code) {
		String secret = field.equals("webhook_secret") ? ", \"webhook_secret\": \"" + value + "\"" : "";
		JsonNode credentials = JsonMapper.shared()
			.createObjectNode()
			.put("api_key", "AQEabcdef")
			.put("merchant_account", "Shop")
			.put(secret.isEmpty() ? field : "api_key", secret.isEmpty() ? value : "AQEabcdef");

		String refusal = this.desk.ask(HttpMethod.POST, AccountDesk.ALL,
				"{\"processor\": \"adyen\", \"label\": \"Bad\", \"credentials\": " + credentials + secret + "}", 422);

		assertThat(JsonPath.<List<String>>read(refusal, "$.errors[*].pointer")).containsExactly(pointer);
		assertThat(AccountDesk.text(refusal, "$.code")).isEqualTo(code);
	}

	@Test
	void areMadeThereAndKnowWhatTheyAreCalledThere() {
		String payment = pay("automatic", this.adyen.card("Jane Doe"), "wait=30", 201);

		assertThat(read(payment, "$.status")).isEqualTo("captured");
		assertThat(read(payment, "$.operations[0].processor")).isEqualTo(this.account);
		assertThat(read(payment, "$.operations[0].processor_reference"))
			.isEqualTo(onlyPayment().path("order").path("pspReference").asString());
		awaitTold("AUTHORISATION");
		assertThat(eventsOf(payment)).containsExactly("payment.created", "payment.captured");
	}

	@Test
	void areCapturedOnceInPartAndRefundedTwice() {
		String payment = pay("manual", this.adyen.card("Jane Doe"), "wait=30", 201);
		assertThat(read(payment, "$.available_actions.capture")).isEqualTo("1099");

		String capturing = post(payment, "captures", "{\"amount\": 700}");
		assertThat(read(capturing, "$.operations[1].status")).isEqualTo("pending");
		awaitOperation(payment, 1, "succeeded");
		assertThat(read(show(payment), "$.available_actions.capture")).isEqualTo("0");
		var _ = post(payment, "refunds", "{\"amount\": 300}");
		awaitOperation(payment, 2, "succeeded");
		var _ = post(payment, "refunds", null);

		awaitStatus(payment, "refunded");
		assertThat(read(show(payment), "$.amount_refunded")).isEqualTo("700");
		assertThat(onlyPayment().path("sums").path("refunded").asLong()).isEqualTo(700);
	}

	@Test
	void areVoided() {
		String payment = pay("manual", this.adyen.card("Jane Doe"), "wait=30", 201);

		var _ = post(payment, "voids", null);

		awaitStatus(payment, "voided");
		assertThat(onlyPayment().path("status").asString()).isEqualTo("CANCELLED");
	}

	@Test
	void areDeclinedInOurWordsAndInTheirs() {
		String payment = pay("automatic", this.adyen.card("NOT_ENOUGH_BALANCE"), "wait=30", 201);

		assertThat(read(payment, "$.status")).isEqualTo("declined");
		assertThat(read(payment, "$.decline.code")).isEqualTo("insufficient_funds");
		assertThat(read(payment, "$.decline.processor_code")).isEqualTo("12");
	}

	@Test
	void areDecidedLater() {
		String payment = pay("automatic", this.adyen.card("PENDING"), "wait=0", 202);

		awaitStatus(payment, "captured");
		assertThat(eventsOf(payment)).containsExactly("payment.created", "payment.captured");
	}

	@ParameterizedTest
	@ValueSource(strings = { "approve", "refuse" })
	void goOnOnceTheShopperIsBack(String decision) {
		String payment = pay("automatic", this.adyen.challengedCard(), "wait=30", 201);
		assertThat(read(payment, "$.status")).isEqualTo("requires_action");

		String back = this.adyen.decide(read(payment, "$.next_action.url"), decision);
		assertThat(this.adyen.follow(back)).isEqualTo(SHOP);

		awaitStatus(payment, decision.equals("approve") ? "captured" : "declined");
		assertThat(eventsOf(payment)).hasSize(3);
		assertThat(this.adyen.follow(back)).isEqualTo(SHOP);
	}

	/** He is not let in any more, and nothing is charged. */
	@Test
	void areVoidedBeforeTheShopperIsBack() {
		String payment = pay("automatic", this.adyen.challengedCard(), "wait=30", 201);
		String back = this.adyen.decide(read(payment, "$.next_action.url"), "approve");

		assertThat(read(this.desk.shop().post(read(payment, "$.id"), "voids", null, 201), "$.status"))
			.isEqualTo("voided");
		assertThat(this.adyen.follow(back)).isEqualTo(SHOP);

		assertThat(eventsOf(payment)).containsExactly("payment.created", "payment.requires_action",
				"payment.void_pending", "payment.voided");
		assertThat(onlyPayment().path("status").asString()).isEqualTo("REDIRECTED");
	}

	@ParameterizedTest
	@ValueSource(strings = { "lost_answer_rate", "half_answer_rate", "error_after_rate" })
	void areChargedOnceWhereTheAnswerWasLost(String fault) {
		PaymentMethod card = this.adyen.card("Jane Doe");
		this.adyen.faults("{\"" + fault + "\": 1}");
		String payment = pay("automatic", card, "wait=0", 202);
		awaitTold("AUTHORISATION");
		this.adyen.noFaults();

		awaitStatus(payment, "captured");
		assertThat(read(show(payment), "$.operations[0].processor_reference"))
			.isEqualTo(onlyPayment().path("order").path("pspReference").asString());
		assertThat(eventsOf(payment)).containsExactly("payment.created", "payment.captured");
	}

	@Test
	void areTakenOnceThoughTheAnswerToTheirCaptureWasLost() {
		String payment = pay("manual", this.adyen.card("Jane Doe"), "wait=30", 201);
		this.adyen.faults("{\"lost_answer_rate\": 1}");
		var _ = post(payment, "captures", "{\"amount\": 700}");
		awaitTold("CAPTURE");
		this.adyen.noFaults();

		awaitStatus(payment, "captured");
		assertThat(onlyPayment().path("sums").path("captured").asLong()).isEqualTo(700);
	}

	@ParameterizedTest
	@CsvSource({ "capture failed, captures, CAPTURE_FAILED", "refund failed, refunds, REFUND_FAILED",
			"refund reversed, refunds, REFUNDED_REVERSED" })
	void areNoticedWhereWhatWasDoneFailsAfterAll(String holder, String operation, String event,
			@Autowired MeterRegistry meters) {
		String payment = pay(operation.equals("captures") ? "manual" : "automatic", this.adyen.card(holder), "wait=30",
				201);
		double before = contradictions(meters);

		var _ = post(payment, operation, "{\"amount\": 99}");

		awaitTold(event);
		assertThat(contradictions(meters)).isGreaterThan(before);
		assertThat(read(show(payment), "$.operations[1].status")).isEqualTo("succeeded");
	}

	@ParameterizedTest
	@CsvSource({ "Chargeback:10.4, open, 1099", "Chargeback Reversed, won, 0", "Second Chargeback, lost, 1099" })
	void areDisputed(String holder, String status, String disputed) {
		String payment = pay("automatic", this.adyen.card(holder), "wait=30", 201);

		await().ignoreExceptions()
			.untilAsserted(() -> assertThat(read(show(payment), "$.disputes[0].status")).isEqualTo(status));

		assertThat(read(show(payment), "$.amount_disputed")).isEqualTo(disputed);
		assertThat(read(show(payment), "$.disputes.length()")).isEqualTo("1");
	}

	@Test
	void areRefusedByAKeyThatIsNotTakenAnyMore() {
		PaymentMethod card = this.adyen.card("Jane Doe");
		this.adyen.faults("{\"credentials_revoked\": true}");

		String payment = pay("automatic", card, "wait=30", 201);

		assertThat(read(payment, "$.status")).isEqualTo("failed");
		assertThat(this.adyen.payments()).isEmpty();
	}

	private String pay(String capture, PaymentMethod method, String prefer, int status) {
		return this.desk.shop()
			.create("""
					{"amount": 1099, "currency": "EUR", "payment_method": %s, "capture": "%s", "return_url": "%s"}"""
				.formatted(JsonMapper.shared().writeValueAsString(method), capture, SHOP), prefer, status);
	}

	private String post(String payment, String operation, @Nullable String body) {
		return this.desk.shop().post(read(payment, "$.id"), operation, body, 202);
	}

	private String show(String payment) {
		return this.desk.shop().show(read(payment, "$.id"));
	}

	private static double contradictions(MeterRegistry meters) {
		return meters.get("sluice.payments.contradictions").counter().count();
	}

	private JsonNode onlyPayment() {
		List<JsonNode> payments = this.adyen.payments();
		assertThat(payments).hasSize(1);
		return payments.getFirst();
	}

	private void awaitStatus(String payment, String status) {
		await().untilAsserted(() -> assertThat(read(show(payment), "$.status")).isEqualTo(status));
	}

	private void awaitOperation(String payment, int operation, String status) {
		await().untilAsserted(
				() -> assertThat(read(show(payment), "$.operations[" + operation + "].status")).isEqualTo(status));
	}

	/** A notification of this type came and was applied. */
	private void awaitTold(String type) {
		await().untilAsserted(() -> assertThat(this.database
			.sql("select count(*) from processor_notifications where account_id = $1 and type = $2"
					+ " and applied_at is not null")
			.bind(0, AccountDesk.uuid(this.account))
			.bind(1, type)
			.mapValue(Long.class)
			.one()
			.block()).isPositive());
	}

	private List<String> eventsOf(String payment) {
		return JsonPath.read(
				Objects.toString(
						this.desk.ask(HttpMethod.GET, "/v1/payments/" + read(payment, "$.id") + "/events", null, 200)),
				"$.data[*].type");
	}

}
