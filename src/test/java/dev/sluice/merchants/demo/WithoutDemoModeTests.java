package dev.sluice.merchants.demo;

import java.time.Instant;
import java.util.UUID;

import dev.sluice.merchants.keys.ApiKeys;
import dev.sluice.testing.Patience;
import dev.sluice.testing.RawHttp;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import dev.sluice.testing.WebhookSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The gateway as it runs in earnest, on a database that was tried out in demo mode
 * before; it has little patience with slow bodies, too.
 */
@SluiceTest
@TestPropertySource(properties = { "sluice.demo.enabled=false", "sluice.web.body-timeout=1s" })
class WithoutDemoModeTests {

	private final DatabaseClient database;

	private final int port;

	private final WebTestClient http;

	WithoutDemoModeTests(@Autowired DatabaseClient database, @Autowired ApiKeys keys, @LocalServerPort int port) {
		this.database = database;
		this.port = port;
		this.http = WebTestClient.bindToServer()
			.responseTimeout(Patience.LONG)
			.baseUrl("http://localhost:" + port)
			.build();
		new DemoMerchant(keys).run(new DefaultApplicationArguments());
	}

	@Test
	void tellsThePageNoKey() {
		this.http.get()
			.uri("/demo")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.isEqualTo("{\"enabled\":false}");
	}

	@Test
	void refusesTheKeyThatEverybodyKnows() {
		assertProblem(this.http.get()
			.uri("/v1/payments")
			.headers((headers) -> headers.setBearerAuth("sk_demo_sluice"))
			.exchange(), 401, "invalid_api_key");
	}

	@Test
	void refusesToSignInWithTheKeyThatEverybodyKnows() {
		assertProblem(this.http.post()
			.uri("/v1/session")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"api_key\": \"sk_demo_sluice\"}")
			.exchange(), 401, "invalid_api_key");
	}

	@Test
	void refusesASessionThatWasOpenedInDemoMode() {
		String token = "opened in demo mode " + UUID.randomUUID();
		this.database.sql("""
				insert into sessions (merchant_id, key_id, token_hash, expires_at)
				select merchant_id, key_id, $1, now() + interval '1 hour' from api_keys where secret_hash = $2""")
			.bind(0, TestMerchant.sha256(token.replace(' ', '-')))
			.bind(1, TestMerchant.sha256("sk_demo_sluice"))
			.then()
			.block();

		assertProblem(this.http.get().uri("/v1/payments").cookie("sluice_session", token.replace(' ', '-')).exchange(),
				401, "session_ended");
	}

	@Test
	void hasNoSimulator() {
		assertProblem(this.http.get()
			.uri("/simulator/v1/operations/op_1")
			.headers((headers) -> headers.setBearerAuth("sim_demo_secret"))
			.exchange(), 404, "not_found");
	}

	/** Whoever reaches one sets its faults, and lets it post anywhere. */
	@ParameterizedTest
	@ValueSource(strings = { "stripe/faults", "stripe/v1/payment_intents", "stripe/challenges/challenge.css",
			"adyen/faults", "adyen/v72/payments", "adyen/accounts/MyShop" })
	void hasNoEmulators(String path) {
		assertProblem(this.http.get()
			.uri("/emulators/" + path)
			.headers((headers) -> headers.setBearerAuth("sk_test_1"))
			.exchange(), 404, "not_found");
	}

	/** By a secret that everybody knows. */
	@Test
	void takesNoWordOfASimulatorThatThereIsNot() {
		String body = "{\"operation\": \"op_1\", \"payment\": \"pay_1\", \"status\": \"approved\"}";
		String now = Long.toString(Instant.now().getEpochSecond());

		assertProblem(this.http.post()
			.uri("/callbacks/simulator/mer_1/pay_1")
			.contentType(MediaType.APPLICATION_JSON)
			.header("webhook-id", "msg_1")
			.header("webhook-timestamp", now)
			.header("webhook-signature", WebhookSignature.of("msg_1", now, body))
			.bodyValue(body)
			.exchange(), 404, "not_found");
	}

	@Test
	void makesNoPaymentWithoutAProcessor() {
		TestMerchant merchant = TestMerchant.create(this.database);

		assertProblem(this.http.post()
			.uri("/v1/payments")
			.headers((headers) -> headers.setBearerAuth(merchant.apiKey()))
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"amount\": 1999, \"currency\": \"EUR\", \"payment_method\": \"pm_card_visa\"}")
			.exchange(), 503, "no_processor");
		assertThat(merchant.rows(this.database, "payments")).isZero();
	}

	@Test
	void doesNotWaitLongForTheRestOfABody() {
		TestMerchant merchant = TestMerchant.create(this.database);
		String request = "POST /v1/payments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
				+ "Authorization: Bearer " + merchant.apiKey() + "\r\nContent-Length: 100\r\n\r\n{\"amount\":";

		RawHttp.Answer answer = new RawHttp(this.port).send(request.getBytes(UTF_8));

		assertThat(answer.status()).isEqualTo(408);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(answer.body()).contains("\"code\":\"body_timeout\"");
	}

	private static void assertProblem(ResponseSpec answer, int status, String code) {
		answer.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo(code);
	}

}
