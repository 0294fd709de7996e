package dev.sluice.processors.adyen;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.adyen.model.notification.Amount;
import com.adyen.model.notification.NotificationRequestItem;
import com.adyen.util.HMACValidator;
import com.jayway.jsonpath.JsonPath;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.processors.AccountDesk;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.observe.NoticedContradictions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Payments of a merchant with an account at Adyen's emulator, from its request over HTTP
 * to what Adyen notifies of.
 */
@SluiceTest
@ExtendWith(OutputCaptureExtension.class)
class AdyenShopTests {

	private static final String SHOP = "https://shop.example/thanks";

	/** Where nobody hears what Adyen tells. */
	private static final String NOWHERE = "http://127.0.0.1:9/";

	private final EmulatedAdyen adyen;

	private final AccountDesk desk;

	private final String account;

	AdyenShopTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
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
		assertThat(this.desk.eventsOf(payment)).containsExactly("payment.created", "payment.captured");
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

	/** Adyen sends again what is not answered in these words. */
	@Test
	void areToldOfAndAnsweredAsAdyenWants() {
		String payment = pay("manual", this.adyen.card("Jane Doe"), "wait=30", 201);
		String capture = notification(payment, "CAPTURE");

		assertThat(told(MediaType.APPLICATION_JSON_VALUE, SignedByAdyen.of(JsonMapper.shared().readTree(capture)), 200))
			.isEqualTo("[accepted]");
		assertThat(
				told("application/json; charset=utf-8", SignedByAdyen.of(JsonMapper.shared().readTree(capture)), 200))
			.isEqualTo("[accepted]");
		assertThat(read(told(MediaType.APPLICATION_JSON_VALUE, capture, 401), "$.code")).isEqualTo("invalid_signature");
	}

	/** Nothing is read of what Adyen does not send so. */
	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/x-www-form-urlencoded", "text/xml",
			"multipart/form-data; boundary=x" })
	void areNotToldOfInAnotherForm(String type) {
		String payment = pay("manual", this.adyen.card("Jane Doe"), "wait=30", 201);
		String signed = SignedByAdyen.of(JsonMapper.shared().readTree(notification(payment, "CAPTURE")));

		assertThat(read(told(type, signed, 401), "$.code")).isEqualTo("invalid_signature");
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
		assertThat(this.desk.eventsOf(payment)).containsExactly("payment.created", "payment.captured");
	}

	@ParameterizedTest
	@ValueSource(strings = { "approve", "refuse" })
	void goOnOnceTheShopperIsBack(String decision) {
		String payment = pay("automatic", this.adyen.challengedCard(), "wait=30", 201);
		assertThat(read(payment, "$.status")).isEqualTo("requires_action");

		String back = this.adyen.decide(read(payment, "$.next_action.url"), decision);
		assertThat(this.adyen.follow(back)).isEqualTo(SHOP);

		awaitStatus(payment, decision.equals("approve") ? "captured" : "declined");
		assertThat(this.desk.eventsOf(payment)).hasSize(3);
		assertThat(this.adyen.follow(back)).isEqualTo(SHOP);
	}

	/** He is not let in any more, and nothing is charged. */
	@Test
	void areVoidedBeforeTheShopperIsBack() {
		String payment = pay("automatic", this.adyen.challengedCard(), "wait=30", 201);
		String back = this.adyen.decide(read(payment, "$.next_action.url"), "approve");

		assertThat(read(this.desk.shop().post(read(payment, "$.id"), "voids", null, 201), "$.status"))
			.isEqualTo("voided");
		assertThat(read(show(payment), "$.operations[0].reason")).isEqualTo("authentication_canceled");
		assertThat(this.adyen.follow(back)).isEqualTo(SHOP);

		assertThat(this.desk.eventsOf(payment)).containsExactly("payment.created", "payment.requires_action",
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
		assertThat(this.desk.eventsOf(payment)).containsExactly("payment.created", "payment.captured");
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
	void areNoticedWhereWhatWasDoneFailsAfterAll(String holder, String operation, String event, CapturedOutput output) {
		String payment = pay(operation.equals("captures") ? "manual" : "automatic", this.adyen.card(holder), "wait=30",
				201);

		var _ = post(payment, operation, "{\"amount\": 99}");

		awaitTold(event);
		assertThat(contradictions(payment, output)).isPositive();
		assertThat(read(show(payment), "$.operations[1].status")).isEqualTo("succeeded");
	}

	/** Adyen captures again by itself what failed for a technical reason. */
	@Test
	void areLeftToAPersonWhereACaptureFailedThatIsUnderWay() throws Exception {
		this.adyen.notify(NOWHERE);
		String payment = pay("manual", this.adyen.card("Jane Doe"), "wait=30", 201);
		var _ = post(payment, "captures", "{\"amount\": 700}");

		tell(payment, "CAPTURE_FAILED");

		awaitAttention(payment, 1, "capture_failed");
		assertThat(read(show(payment), "$.operations[1].status")).isEqualTo("pending");
		assertThat(read(show(payment), "$.available_actions.void")).isEqualTo("false");

		tell(payment, "CAPTURE");

		awaitOperation(payment, 1, "succeeded");
		assertThat(read(show(payment), "$.amount_captured")).isEqualTo("700");
	}

	/** By its own way back nobody came, and Adyen's notification is lost. */
	@Test
	void areChargedWhereTheShopperWentToTheWayBackOfAnotherOne() {
		this.adyen.notify(NOWHERE);
		String one = pay("automatic", this.adyen.challengedCard(), "wait=30", 201);
		String other = pay("automatic", this.adyen.challengedCard(), "wait=30", 201);

		bringToTheOther(one, other);

		awaitStatus(one, "captured");
		assertThat(this.desk.eventsOf(one)).hasSize(3);
		awaitAttention(other, 0, "other_payment");
	}

	@Test
	void areNoticedWhereTheyWereVoidedAndThenChargedByTheWayBackOfAnotherOne(CapturedOutput output) {
		this.adyen.notify(NOWHERE);
		String one = pay("automatic", this.adyen.challengedCard(), "wait=30", 201);
		String other = pay("automatic", this.adyen.challengedCard(), "wait=30", 201);
		assertThat(read(this.desk.shop().post(read(one, "$.id"), "voids", null, 201), "$.status")).isEqualTo("voided");

		bringToTheOther(one, other);

		await().untilAsserted(() -> assertThat(contradictions(one, output)).isPositive());
		assertThat(read(show(one), "$.status")).isEqualTo("voided");
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

	private String notification(String payment, String event) {
		return """
				{"live": "false", "notificationItems": [{"NotificationRequestItem": {"eventCode": "%s", "success": "true",
				  "pspReference": "QFQTPCQ8HXSKGK82", "merchantReference": "%s-%s-capture", "merchantAccountCode": "%s",
				  "amount": {"value": 1099, "currency": "EUR"}, "eventDate": "2026-01-01T01:00:00+01:00"}}]}"""
			.formatted(event, read(payment, "$.id"), read(payment, "$.operations[0].id"), this.adyen.account());
	}

	private String told(String type, String body, int status) {
		return String.valueOf(this.desk.shop()
			.gateway()
			.post()
			.uri("/processors/" + this.account + "/notifications")
			.header("Content-Type", type)
			.bodyValue(body.getBytes(StandardCharsets.UTF_8))
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
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

	/**
	 * What the shopper has approved of one payment he brings to where another one goes
	 * on.
	 */
	private void bringToTheOther(String one, String other) {
		String result = this.adyen.decide(read(one, "$.next_action.url"), "approve")
			.replaceAll(".*redirectResult=", "");
		String back = this.adyen.decide(read(other, "$.next_action.url"), "refuse");
		assertThat(this.adyen.follow(back.replaceAll("redirectResult=.*", "redirectResult=" + result))).isEqualTo(SHOP);
	}

	/** What Adyen says of a capture, signed by its own library. */
	private void tell(String payment, String event) throws Exception {
		NotificationRequestItem item = new NotificationRequestItem();
		item.setEventCode(event);
		item.setSuccess(true);
		item.setPspReference(read(show(payment), "$.operations[1].processor_reference"));
		item.setMerchantReference(read(payment, "$.id") + "-" + read(show(payment), "$.operations[1].id") + "-capture");
		item.setMerchantAccountCode(this.adyen.account());
		item.setAmount(new Amount().currency("EUR").value(700L));
		String signature = new HMACValidator().calculateHMAC(item, EmulatedAdyen.HMAC_KEY);
		String body = """
				{"live": "false", "notificationItems": [{"NotificationRequestItem": {"eventCode": "%s", "success": "true",
				 "pspReference": "%s", "merchantReference": "%s", "merchantAccountCode": "%s",
				 "amount": {"currency": "EUR", "value": 700}, "additionalData": {"hmacSignature": "%s"}}}]}"""
			.formatted(event, item.getPspReference(), item.getMerchantReference(), item.getMerchantAccountCode(),
					signature);
		assertThat(this.desk.ask(HttpMethod.POST, "/processors/" + this.account + "/notifications", body, 200))
			.isEqualTo("[accepted]");
	}

	private static long contradictions(String payment, CapturedOutput output) {
		return NoticedContradictions.of(read(payment, "$.id"), output);
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

	private void awaitAttention(String payment, int operation, String reason) {
		await().ignoreExceptions()
			.untilAsserted(() -> assertThat(read(show(payment), "$.operations[" + operation + "].attention.reason"))
				.isEqualTo(reason));
	}

	private void awaitTold(String type) {
		this.desk.awaitTold(this.account, type);
	}

}
