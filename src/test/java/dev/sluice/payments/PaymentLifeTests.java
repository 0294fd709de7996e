package dev.sluice.payments;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.lifecycle.PaymentId;
import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import dev.sluice.testing.TestMerchant;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The life of a payment over HTTP, from the first request to its end. */
@SluiceTest
@ExtendWith(OutputCaptureExtension.class)
class PaymentLifeTests {

	private final DatabaseClient database;

	private final MeterRegistry meters;

	private final TestMerchant merchant;

	private final WebTestClient http;

	private final WebTestClient gateway;

	PaymentLifeTests(@Autowired DatabaseClient database, @Autowired MeterRegistry meters, @LocalServerPort int port) {
		this.database = database;
		this.meters = meters;
		this.merchant = TestMerchant.create(database);
		this.gateway = WebTestClient.bindToServer()
			.responseTimeout(Patience.LONG)
			.baseUrl("http://localhost:" + port)
			.build();
		this.http = this.gateway.mutate().defaultHeader("Authorization", "Bearer " + this.merchant.apiKey()).build();
	}

	@Test
	void capturesInPartsAndRefundsInParts() {
		String id = pay("manual", "pm_card_visa");

		assertThat(read(post(id, "captures", "{\"amount\": 40}", 201), "$.status")).isEqualTo("partially_captured");
		assertThat(read(post(id, "captures", null, 201), "$.status")).isEqualTo("captured");
		assertThat(read(post(id, "refunds", "{\"amount\": 30, \"reason\": \"damaged\"}", 201), "$.status"))
			.isEqualTo("partially_refunded");
		String refunded = post(id, "refunds", "{}", 201);

		assertThat(read(refunded, "$.status")).isEqualTo("refunded");
		assertThat(JsonPath.<Integer>read(refunded, "$.amount_captured")).isEqualTo(100);
		assertThat(JsonPath.<Integer>read(refunded, "$.amount_refunded")).isEqualTo(100);
		assertThat(JsonPath.<List<String>>read(refunded, "$.operations[*].kind")).containsExactly("authorize",
				"capture", "capture", "refund", "refund");
		assertThat(read(refunded, "$.operations[3].reason")).isEqualTo("damaged");
		assertThat(read(refunded, "$.operations[0].processor")).isEqualTo("simulator");
	}

	@Test
	void releasesWhatIsNotCaptured() {
		String untouched = pay("manual", "pm_card_visa");
		String partly = pay("manual", "pm_card_visa");
		assertThat(read(post(partly, "captures", "{\"amount\": 40}", 201), "$.status")).isEqualTo("partially_captured");

		assertThat(read(post(untouched, "voids", null, 201), "$.status")).isEqualTo("voided");
		assertThat(read(post(partly, "voids", null, 201), "$.status")).isEqualTo("captured");
		assertThat(JsonPath.<Integer>read(show(partly), "$.amount_authorized")).isEqualTo(40);
	}

	@ParameterizedTest
	@CsvSource({ "automatic, captures, not_capturable, captured, refund",
			"automatic, voids, not_voidable, captured, refund",
			"manual, refunds, not_refundable, authorized, capture" })
	void saysWhatIsAllowedWhereTheStatusForbidsIt(String capture, String operation, String code, String status,
			String allowed) {
		String problem = post(pay(capture, "pm_card_visa"), operation, null, 409);

		assertThat(read(problem, "$.code")).isEqualTo(code);
		assertThat(read(problem, "$.payment_status")).isEqualTo(status);
		assertThat(JsonPath.<Integer>read(problem, "$.available_actions." + allowed)).isEqualTo(100);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			captures | {"amount": 101}                   | amount_exceeds_capturable
			captures | {"amount": 0}                     | amount_too_small
			captures | {"amount": -1}                    | amount_too_small
			captures | {"amount": 1.5}                   | invalid_type
			captures | {"amount": "1"}                   | invalid_type
			captures | {"amount": 1, "currency": "USD"}  | currency_mismatch
			captures | {"currency": "eur"}               | currency_mismatch
			captures | {"amount": 1, "reason": "x"}      | unknown_field
			refunds  | {"amount": 101}                   | amount_exceeds_refundable
			refunds  | {"amount": 0}                     | amount_too_small
			refunds  | {"amount": -1}                    | amount_too_small
			refunds  | {"amount": 1.5}                   | invalid_type
			refunds  | {"amount": "1"}                   | invalid_type
			refunds  | {"amount": 1, "currency": "USD"}  | currency_mismatch
			refunds  | {"amount": 1, "note": "x"}        | unknown_field
			refunds  | {"reason": "4242424242424242"}    | card_number_refused
			voids    | {"amount": 1}                     | unknown_field
			""")
	void refusesAnOperationThatCannotBe(String operation, String body, String code) {
		String id = pay(operation.equals("refunds") ? "automatic" : "manual", "pm_card_visa");

		assertThat(read(post(id, operation, body, 422), "$.code")).isEqualTo(code);
		assertThat(JsonPath.<Integer>read(show(id), "$.version")).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource({ "manual, captures, amount_exceeds_capturable, captured",
			"automatic, refunds, amount_exceeds_refundable, refunded" })
	void refusesMoreThanIsLeft(String capture, String operation, String code, String end) {
		String id = pay(capture, "pm_card_visa");
		assertThat(read(post(id, operation, "{\"amount\": 40}", 201), "$.status")).startsWith("partially_");

		assertThat(read(post(id, operation, "{\"amount\": 61}", 422), "$.code")).isEqualTo(code);
		assertThat(read(post(id, operation, "{\"amount\": 60, \"currency\": \"EUR\"}", 201), "$.status"))
			.isEqualTo(end);
	}

	@Test
	void takesAsMuchMetadataAsItSays() {
		Map<String, String> metadata = IntStream.rangeClosed(1, 50)
			.boxed()
			.collect(Collectors.toMap((i) -> "k".repeat(38) + (i + 10), (i) -> "ü".repeat(500)));

		String payment = exchange("/v1/payments",
				body("manual", "pm_card_visa").replace("}",
						", \"metadata\": " + new JsonMapper().writeValueAsString(metadata) + "}"),
				201, (headers) -> headers.set("Prefer", "wait=30"));

		assertThat(JsonPath.<Map<String, String>>read(payment, "$.metadata")).isEqualTo(metadata);
	}

	/**
	 * In fils, a thousand of which are a dinar, and in yen, which has no smaller unit.
	 */
	@ParameterizedTest
	@CsvSource({ "BHD, 12345", "JPY, 12345" })
	void countsInTheMinorUnitOfEachCurrency(String currency, int amount) {
		String authorized = exchange("/v1/payments",
				body("manual", "pm_card_visa").replace("EUR", currency).replace("100", Integer.toString(amount)), 201,
				(headers) -> headers.set("Prefer", "wait=30"));
		String id = read(authorized, "$.id");
		assertThat(read(authorized, "$.currency")).isEqualTo(currency);
		assertThat(JsonPath.<Integer>read(authorized, "$.amount_authorized")).isEqualTo(amount);

		String captured = post(id, "captures", "{\"amount\": 12344, \"currency\": \"%s\"}".formatted(currency), 201);
		assertThat(read(captured, "$.status")).isEqualTo("partially_captured");
		assertThat(JsonPath.<Integer>read(captured, "$.available_actions.capture")).isEqualTo(1);
		assertThat(read(post(id, "captures", null, 201), "$.status")).isEqualTo("captured");
		assertThat(read(post(id, "refunds", "{\"amount\": 1}", 201), "$.status")).isEqualTo("partially_refunded");
		String refunded = post(id, "refunds", null, 201);

		assertThat(read(refunded, "$.status")).isEqualTo("refunded");
		assertThat(JsonPath.<Integer>read(refunded, "$.amount_refunded")).isEqualTo(amount);
	}

	@Test
	void knowsNothingOfAnotherMerchantsPayment() {
		String id = pay("manual", "pm_card_visa");
		WebTestClient other = this.gateway.mutate()
			.defaultHeader("Authorization", "Bearer " + TestMerchant.create(this.database).apiKey())
			.build();

		for (String operation : new String[] { "captures", "refunds", "voids" }) {
			other.post()
				.uri("/v1/payments/" + id + "/" + operation)
				.exchange()
				.expectStatus()
				.isNotFound()
				.expectBody()
				.jsonPath("$.code")
				.isEqualTo("payment_not_found");
		}
	}

	@Test
	void leavesThePaymentAsItWasWhereAnOperationFails() {
		String id = pay("manual", "pm_card_capture_fails");
		String failed = post(id, "captures", null, 201);
		assertThat(read(failed, "$.status")).isEqualTo("authorized");
		assertThat(read(failed, "$.operations[1].status")).isEqualTo("declined");
		assertThat(JsonPath.<Integer>read(failed, "$.available_actions.capture")).isEqualTo(100);

		String unrefundable = pay("automatic", "pm_card_refund_fails");
		assertThat(read(post(unrefundable, "refunds", null, 201), "$.status")).isEqualTo("captured");
	}

	@Test
	void waitsForTheProcessorWherePendingAndForTheCustomerWhereAsked() {
		String pending = create("automatic", "pm_card_pending", "respond-async", 202);
		await().untilAsserted(() -> assertThat(read(show(read(pending, "$.id")), "$.status")).isEqualTo("captured"));

		String asked = create("manual", "pm_card_3ds", "wait=30", 201);
		assertThat(read(asked, "$.status")).isEqualTo("requires_action");
		assertThat(read(asked, "$.next_action.type")).isEqualTo("redirect");
		String challenge = read(asked, "$.next_action.url");
		this.gateway.post()
			.uri(challenge)
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.bodyValue("decision=approve")
			.exchange();
		await().untilAsserted(() -> assertThat(read(show(read(asked, "$.id")), "$.status")).isEqualTo("authorized"));
	}

	@Test
	void takesNoMoreOperationsThanAPaymentCanCarry() {
		String id = pay("manual", "pm_card_visa");
		assertThat(post(id, "captures", "{\"amount\": 40}", 201)).contains("partially_captured");
		fill(id);

		String refused = post(id, "captures", "{\"amount\": 1}", 409);
		assertThat(read(refused, "$.code")).isEqualTo("too_many_operations");
		assertThat(JsonPath.<Map<String, Object>>read(refused, "$.available_actions"))
			.isEqualTo(Map.of("capture", 0, "refund", 0, "void", true));
		assertThat(read(post(id, "refunds", null, 409), "$.code")).isEqualTo("too_many_operations");
		assertThat(read(post(id, "voids", null, 201), "$.status")).isEqualTo("captured");
	}

	@Test
	void answersARepeatedRequestAsTheFirstTime() {
		String key = UUID.randomUUID().toString();
		EntityExchangeResult<String> first = keyed("/v1/payments", body("manual", "pm_card_visa"), key);
		String id = read(first.getResponseBody(), "$.id");
		EntityExchangeResult<String> captured = keyed("/v1/payments/" + id + "/captures", "{\"amount\": 40}",
				"c-" + key);

		EntityExchangeResult<String> again = keyed("/v1/payments", body("manual", "pm_card_visa"), "\"" + key + "\"");
		EntityExchangeResult<String> capturedAgain = keyed("/v1/payments/" + id + "/captures", "{\"amount\": 40}",
				"c-" + key);

		assertThat(again.getStatus().value()).isEqualTo(201);
		assertThat(again.getResponseBody()).isEqualTo(first.getResponseBody());
		assertThat(again.getResponseHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
		assertThat(again.getResponseHeaders().getFirst(HttpHeaders.LOCATION)).isEqualTo("/v1/payments/" + id);
		assertThat(first.getResponseHeaders().getFirst("Idempotent-Replayed")).isNull();
		assertThat(capturedAgain.getResponseBody()).isEqualTo(captured.getResponseBody());
		assertThat(JsonPath.<Integer>read(show(id), "$.amount_captured")).isEqualTo(40);
	}

	@Test
	void refusesAKeyWhoseFirstRequestIsStillRunning(@Autowired Environment environment) throws Exception {
		String key = UUID.randomUUID().toString();
		Callable<EntityExchangeResult<String>> request = () -> keyed("/v1/payments", body("automatic", "pm_card_visa"),
				key);
		EntityExchangeResult<String> first;
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
				Connection connection = TestDatabase.of(environment).dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute("lock table simulator.operations in exclusive mode");
			Future<EntityExchangeResult<String>> running = threads.submit(request);
			await().atMost(Patience.LONG)
				.untilAsserted(() -> assertThat(this.merchant.rows(this.database, "idempotency_keys")).isEqualTo(1));

			EntityExchangeResult<String> second = request.call();

			assertThat(running.isDone()).isFalse();
			assertThat(second.getStatus().value()).isEqualTo(409);
			assertThat(read(second.getResponseBody(), "$.code")).isEqualTo("idempotency_key_in_use");
			assertThat(second.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
			connection.rollback();
			first = running.get();
		}
		EntityExchangeResult<String> again = request.call();

		assertThat(first.getStatus().value()).isEqualTo(201);
		assertThat(read(first.getResponseBody(), "$.status")).isEqualTo("captured");
		assertThat(again.getStatus().value()).isEqualTo(201);
		assertThat(again.getResponseHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
		assertThat(again.getResponseBody()).isEqualTo(first.getResponseBody());
	}

	@Test
	void refusesAKeyThatStoodForAnotherRequestAndSaysWhatDiffers() {
		String key = UUID.randomUUID().toString();
		assertThat(keyed("/v1/payments", body("manual", "pm_card_visa"), key).getStatus().value()).isEqualTo(201);

		EntityExchangeResult<String> other = keyed("/v1/payments", body("automatic", "pm_card_visa"), key);

		assertThat(other.getStatus().value()).isEqualTo(422);
		assertThat(read(other.getResponseBody(), "$.code")).isEqualTo("idempotency_key_reused");
		assertThat(JsonPath.<List<String>>read(other.getResponseBody(), "$.errors[*].pointer"))
			.containsExactly("/capture");
	}

	@Test
	void takesFieldsInAnotherOrderForTheSameRequest() {
		String key = UUID.randomUUID().toString();
		String body = "{\"amount\": 100, \"currency\": \"EUR\", \"payment_method\": \"pm_card_visa\", \"metadata\": {%s}}";

		EntityExchangeResult<String> first = keyed("/v1/payments", body.formatted("\"a\": \"1\", \"b\": \"2\""), key);
		EntityExchangeResult<String> again = keyed("/v1/payments", body.formatted("\"b\": \"2\", \"a\": \"1\""), key);

		assertThat(again.getStatus().value()).isEqualTo(201);
		assertThat(again.getResponseBody()).isEqualTo(first.getResponseBody());
	}

	@Test
	void doesNotKeepARefusal() {
		String key = UUID.randomUUID().toString();

		assertThat(keyed("/v1/payments", "{\"amount\": 0}", key).getStatus().value()).isEqualTo(422);
		assertThat(keyed("/v1/payments", body("manual", "pm_card_visa"), key).getStatus().value()).isEqualTo(201);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "two words", "\"open", "k\u00e9y", "4242424242424242" })
	void refusesAKeyThatIsNone(String key) {
		EntityExchangeResult<String> refused = keyed("/v1/payments", body("manual", "pm_card_visa"), key);

		assertThat(refused.getStatus().value()).isEqualTo(400);
		assertThat(read(refused.getResponseBody(), "$.code")).isEqualTo("invalid_idempotency_key");
	}

	@Test
	void believesACallbackByItsSignatureAndAgeAlone() throws Exception {
		String asked = create("automatic", "pm_card_3ds", "wait=30", 201);
		String id = read(asked, "$.id");
		String body = "{\"operation\": \"%s\", \"payment\": \"%s\", \"status\": \"approved\"}"
			.formatted(read(asked, "$.operations[0].id"), id);
		long now = Instant.now().getEpochSecond();

		callback(id, body, now, "v1," + Base64.getEncoder().encodeToString(new byte[32]), 401);
		callback(id, body, now - 3600, signature(body, now - 3600), 401);
		callback(id, body.replace("approved", "declined"), now, signature(body, now), 401);
		callback(read(create("manual", "pm_card_visa", "wait=30", 201), "$.id"), body, now, signature(body, now), 401);
		assertThat(read(show(id), "$.status")).isEqualTo("requires_action");

		callback(id, body, now, signature(body, now), 204);
		callback(id, body, now, signature(body, now), 204);
		assertThat(read(show(id), "$.status")).isEqualTo("captured");
		assertThat(JsonPath.<Integer>read(show(id), "$.version")).isEqualTo(3);
	}

	/** The payment stays where it is; that somebody has to look into it is told. */
	@Test
	void noticesAFinalWordThatContradictsWhatIsRecorded(CapturedOutput output) throws Exception {
		String asked = create("automatic", "pm_card_3ds", "wait=30", 201);
		String id = read(asked, "$.id");
		String operation = read(asked, "$.operations[0].id");
		double before = contradictions();

		callback(id, operation, "approved");
		callback(id, operation, "approved");
		assertThat(contradictions()).isEqualTo(before);
		String captured = show(id);
		callback(id, operation, "declined");

		assertThat(contradictions()).isEqualTo(before + 1);
		assertThat(output).contains(
				"simulator says that " + operation + " of " + id + " is declined, which is recorded as succeeded");
		assertThat(show(id)).isEqualTo(captured).contains("\"captured\"");
	}

	@Test
	void noticesThatWhatWasDeclinedIsApprovedLater() throws Exception {
		String declined = create("automatic", "pm_card_declined", "wait=30", 201);
		double before = contradictions();

		callback(read(declined, "$.id"), read(declined, "$.operations[0].id"), "declined");
		assertThat(contradictions()).isEqualTo(before);
		callback(read(declined, "$.id"), read(declined, "$.operations[0].id"), "approved");

		assertThat(contradictions()).isEqualTo(before + 1);
		assertThat(read(show(read(declined, "$.id")), "$.status")).isEqualTo("declined");
	}

	private double contradictions() {
		return this.meters.get("sluice.payments.contradictions").counter().count();
	}

	private void callback(String payment, String operation, String status) throws Exception {
		String body = "{\"operation\": \"%s\", \"payment\": \"%s\", \"status\": \"%s\"}".formatted(operation, payment,
				status);
		long now = Instant.now().getEpochSecond();
		callback(payment, body, now, signature(body, now), 204);
	}

	private void callback(String payment, String body, long timestamp, String signature, int status) {
		this.gateway.post()
			.uri("/callbacks/simulator/" + new MerchantId(this.merchant.id()) + "/" + payment)
			.contentType(MediaType.APPLICATION_JSON)
			.header("webhook-id", "msg_1")
			.header("webhook-timestamp", Long.toString(timestamp))
			.header("webhook-signature", signature)
			.bodyValue(body)
			.exchange()
			.expectStatus()
			.isEqualTo(status);
	}

	private static String signature(String body, long timestamp) throws Exception {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec("sim_callback_secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		byte[] signed = mac.doFinal(("msg_1." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
		assertThat(HexFormat.of().formatHex(signed)).hasSize(64);
		return "v1," + Base64.getEncoder().encodeToString(signed);
	}

	/** As if it had 500 operations; all but two of them are one. */
	private void fill(String id) {
		this.database.sql("""
				update payments set version = version + 1,
				  data = jsonb_set(jsonb_set(data::jsonb, '{operations}', (data::jsonb -> 'operations') ||
				    to_jsonb(array(select data::jsonb -> 'operations' -> 1 from generate_series(1, 498)))), '{version}',
				    to_jsonb(version + 1))::json
				 where payment_id = $1""").bind(0, PaymentId.of(id).value()).then().block();
	}

	private String pay(String capture, String method) {
		return read(create(capture, method, "wait=30", 201), "$.id");
	}

	private String create(String capture, String method, String prefer, int status) {
		return exchange("/v1/payments", body(capture, method), status, (headers) -> headers.set("Prefer", prefer));
	}

	private String post(String id, String operation, @Nullable String body, int status) {
		return exchange("/v1/payments/" + id + "/" + operation, body, status, (headers) -> {
		});
	}

	private String exchange(String uri, @Nullable String body, int status, Consumer<HttpHeaders> headers) {
		WebTestClient.RequestBodySpec request = this.http.post().uri(uri).headers(headers);
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
		}
		return String.valueOf(request.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	private EntityExchangeResult<String> keyed(String uri, String body, String key) {
		return this.http.post()
			.uri(uri)
			.contentType(MediaType.APPLICATION_JSON)
			.header("Idempotency-Key", key)
			.header("Prefer", "wait=60")
			.bodyValue(body)
			.exchange()
			.expectBody(String.class)
			.returnResult();
	}

	private String show(String id) {
		return String.valueOf(this.http.get()
			.uri("/v1/payments/" + id)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	private static String body(String capture, String method) {
		return "{\"amount\": 100, \"currency\": \"EUR\", \"payment_method\": \"%s\", \"capture\": \"%s\"}"
			.formatted(method, capture);
	}

	private static String read(@Nullable String json, String path) {
		return String.valueOf(JsonPath.<Object>read(json, path));
	}

}
