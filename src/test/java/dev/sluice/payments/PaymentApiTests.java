package dev.sluice.payments;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import dev.sluice.testing.TestMerchant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Payments as a merchant's backend makes and reads them. */
@SluiceTest
class PaymentApiTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final int AT_ONCE = 32;

	private final JsonMapper json = new JsonMapper();

	private final DatabaseClient database;

	private final String gateway;

	private final TestMerchant merchant;

	private final WebTestClient http;

	PaymentApiTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.gateway = "http://localhost:" + port;
		this.merchant = TestMerchant.create(database);
		this.http = clientOf(this.merchant);
	}

	@Test
	void capturesAtOnceUnlessAskedOtherwise() {
		EntityExchangeResult<String> answer = pay(Map.of(), HttpStatus.CREATED);

		JsonNode payment = tree(answer);
		assertThat(payment.path("id").asString()).matches("pay_[0-7][0-9a-hjkmnp-tv-z]{25}");
		assertThat(answer.getResponseHeaders().getLocation())
			.hasToString("/v1/payments/" + payment.path("id").asString());
		assertThat(payment.path("status").asString()).isEqualTo("captured");
		assertThat(payment.path("version").asInt()).isEqualTo(2);
		assertThat(payment.path("capture").asString()).isEqualTo("automatic");
		assertThat(amounts(payment)).containsExactly(1999, 1999, 1999, 0);
		assertThat(payment.path("decline").isNull()).isTrue();
		assertThat(payment.path("operations")).hasSize(1)
			.allSatisfy((operation) -> assertThat(operation.path("status").asString()).isEqualTo("succeeded"));
	}

	@Test
	void authorizesOnlyWhereTheMerchantCapturesLater() {
		JsonNode payment = tree(pay(Map.of("capture", "manual"), HttpStatus.CREATED));

		assertThat(payment.path("status").asString()).isEqualTo("authorized");
		assertThat(amounts(payment)).containsExactly(1999, 1999, 0, 0);
		assertThat(payment.path("expires_at").isString()).isTrue();
	}

	@Test
	void answersADeclineAsAPaymentThatWasMade() {
		JsonNode payment = tree(pay(Map.of("payment_method", "pm_card_declined"), HttpStatus.CREATED));

		assertThat(payment.path("status").asString()).isEqualTo("declined");
		assertThat(amounts(payment)).containsExactly(1999, 0, 0, 0);
		assertThat(payment.path("decline").path("code").asString()).isNotEmpty();
		assertThat(payment.path("decline").path("message").asString()).isNotEmpty();
	}

	@Test
	void givesBackWhatItWasGiven() {
		Map<String, Object> given = Map.of("reference", "order-4711", "description", "Zwei Karten\n… 🎟", "customer",
				"cus_42", "return_url", "https://shop.example/return?a=b", "metadata",
				Map.of("channel", "web", "a/b~c", "\"quoted\" \\ 𝄞"));

		JsonNode payment = tree(pay(given, HttpStatus.CREATED));

		assertThat(payment).isEqualTo(read("/v1/payments/" + payment.path("id").asString()));
		given.forEach((name, value) -> assertThat(payment.path(name)).isEqualTo(this.json.valueToTree(value)));
	}

	@Test
	void answersAtOnceWhoWouldNotWait() {
		EntityExchangeResult<String> answer = pay(Map.of(), HttpStatus.ACCEPTED, "respond-async");

		JsonNode payment = tree(answer);
		assertThat(payment.path("status").asString()).isEqualTo("processing");
		assertThat(amounts(payment)).containsExactly(1999, 0, 0, 0);
		assertThat(answer.getResponseHeaders().getLocation())
			.hasToString("/v1/payments/" + payment.path("id").asString());
		assertThat(answer.getResponseHeaders().get("Preference-Applied")).containsExactly("respond-async");
		awaitStatus(payment, "captured");
	}

	@Test
	void saysWhichPreferenceItApplied() {
		assertThat(
				pay(Map.of(), HttpStatus.CREATED, "foo, Wait=\"9999\"").getResponseHeaders().get("Preference-Applied"))
			.containsExactly("wait=60");
		assertThat(pay(Map.of(), HttpStatus.CREATED).getResponseHeaders().get("Preference-Applied")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "wait=20", "respond-async, wait=20", "wait=9999", "Wait=\"20\"" })
	void waitsAsLongAsAskedWhereTheProcessorIsFaster(String prefer) {
		assertThat(tree(pay(Map.of(), HttpStatus.CREATED, prefer)).path("status").asString()).isEqualTo("captured");
	}

	@ParameterizedTest
	@ValueSource(strings = { "wait=soon", "wait=-1", "wait=99999999999999999999", "handling=lenient; wait=0",
			"foo=\"bar", ";;;,,,", "" })
	void overlooksAPreferenceThatItDoesNotKnow(String prefer) {
		assertThat(tree(pay(Map.of(), HttpStatus.CREATED, prefer)).path("status").asString()).isEqualTo("captured");
	}

	@Test
	void answersBeforeAProcessorThatTakesLongerThanTheWait(@Autowired Environment environment) throws SQLException {
		JsonNode payment;
		try (Connection connection = TestDatabase.of(environment).dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute("lock table simulator.operations in exclusive mode");

			payment = tree(pay(Map.of(), HttpStatus.ACCEPTED, "wait=1"));

			assertThat(payment.path("status").asString()).isEqualTo("processing");
			assertThat(read(payment)).isEqualTo(payment);
			connection.rollback();
		}
		awaitStatus(payment, "captured");
	}

	@Test
	void chargesEachPaymentOnce() {
		List<String> ids = pay(20, "respond-async");

		awaitAll("captured", 20);
		assertThat(ids).allSatisfy(
				(id) -> assertThat(this.database.sql("select count(*) from simulator.operations where payment_id = $1")
					.bind(0, id)
					.mapValue(Long.class)
					.one()
					.block()).isEqualTo(1));
	}

	@Test
	void keepsAPaymentFromOtherMerchants() {
		String id = tree(pay(Map.of(), HttpStatus.CREATED)).path("id").asString();
		WebTestClient other = clientOf(TestMerchant.create(this.database));

		for (String path : List.of("/v1/payments/" + id, "/v1/payments/" + id + "/events")) {
			other.get()
				.uri(path)
				.exchange()
				.expectStatus()
				.isNotFound()
				.expectBody()
				.jsonPath("$.code")
				.isEqualTo("payment_not_found");
		}
		for (String path : List.of("/v1/payments", "/v1/events", "/v1/events?after=0")) {
			for (MediaType type : List.of(MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON)) {
				assertThat(get(other, path, type).getResponseBody()).satisfiesAnyOf((body) -> assertThat(body).isNull(),
						(body) -> assertThat(body).doesNotContain(id));
			}
		}
	}

	private WebTestClient clientOf(TestMerchant merchant) {
		return WebTestClient.bindToServer()
			.baseUrl(this.gateway)
			.responseTimeout(PATIENCE)
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(16 << 20))
			.defaultHeaders((headers) -> headers.setBearerAuth(merchant.apiKey()))
			.build();
	}

	private EntityExchangeResult<String> pay(Map<String, Object> more, HttpStatus expected, String... prefer) {
		return this.http.post()
			.uri("/v1/payments")
			.header("Prefer", prefer)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(this.json.writeValueAsString(body(more)))
			.exchange()
			.expectStatus()
			.isEqualTo(expected)
			.expectHeader()
			.contentType(MediaType.APPLICATION_JSON)
			.expectBody(String.class)
			.returnResult();
	}

	/** Makes many payments, some at once. */
	private List<String> pay(int count, String... prefer) {
		WebClient client = WebClient.builder()
			.baseUrl(this.gateway)
			.defaultHeaders((headers) -> headers.setBearerAuth(this.merchant.apiKey()))
			.build();
		List<String> ids = Flux.range(0, count)
			.flatMap((i) -> client.post()
				.uri("/v1/payments")
				.header("Prefer", prefer)
				.contentType(MediaType.APPLICATION_JSON)
				.bodyValue(this.json.writeValueAsString(body(Map.of())))
				.retrieve()
				.bodyToMono(String.class)
				.map((body) -> this.json.readTree(body).path("id").asString()), AT_ONCE)
			.collectList()
			.block(PATIENCE);
		return (ids != null) ? ids : List.of();
	}

	private static Map<String, Object> body(Map<String, Object> more) {
		Map<String, Object> body = new HashMap<>(
				Map.of("amount", 1999, "currency", "EUR", "payment_method", "pm_card_visa"));
		body.putAll(more);
		return body;
	}

	private EntityExchangeResult<String> get(String path) {
		return get(this.http, path, MediaType.APPLICATION_JSON);
	}

	private static EntityExchangeResult<String> get(WebTestClient client, String path, MediaType type) {
		return client.get()
			.uri(path)
			.accept(type)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType(type)
			.expectBody(String.class)
			.returnResult();
	}

	private JsonNode read(String path) {
		return tree(get(path));
	}

	private JsonNode read(JsonNode payment) {
		return read("/v1/payments/" + payment.path("id").asString());
	}

	private List<JsonNode> export(String path) {
		String lines = get(this.http, path, MediaType.APPLICATION_NDJSON).getResponseBody();
		return (lines != null) ? lines.lines().map(this.json::readTree).toList() : List.of();
	}

	private JsonNode tree(EntityExchangeResult<String> answer) {
		@Nullable String body = answer.getResponseBody();
		assertThat(body).isNotNull();
		return this.json.readTree(body);
	}

	private void awaitStatus(JsonNode payment, String status) {
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(read(payment).path("status").asString()).isEqualTo(status));
	}

	private void awaitAll(String status, int count) {
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(export("/v1/payments")).hasSize(count)
				.allSatisfy((payment) -> assertThat(payment.path("status").asString()).isEqualTo(status)));
	}

	private static List<Integer> amounts(JsonNode payment) {
		return List.of("amount", "amount_authorized", "amount_captured", "amount_refunded")
			.stream()
			.map((name) -> payment.path(name).asInt(-1))
			.toList();
	}

}
