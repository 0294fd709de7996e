package dev.sluice.merchants.limits;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many requests are answered: three reads and two changes of a key, five and three of
 * a merchant, in ten hours.
 */
@SluiceTest
@TestPropertySource(
		properties = { "sluice.limits.key-reads=3", "sluice.limits.key-writes=2", "sluice.limits.merchant-reads=5",
				"sluice.limits.merchant-writes=3", "sluice.limits.period=10h", "sluice.limits.burst=1" })
class LimitsTests {

	private final HttpClient client = HttpClient.newHttpClient();

	private final DatabaseClient database;

	private final int port;

	private final TestMerchant merchant;

	LimitsTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.port = port;
		this.merchant = TestMerchant.create(database);
	}

	@Test
	void saysWithEachAnswerHowManyRequestsAreLeft() throws Exception {
		HttpResponse<String> first = read(this.merchant.apiKey());
		HttpResponse<String> second = read(this.merchant.apiKey());

		assertThat(first.statusCode()).isEqualTo(200);
		assertThat(first.headers().allValues("RateLimit-Policy"))
			.containsExactly("\"key-reads\";q=3;w=36000, \"merchant-reads\";q=5;w=36000");
		assertThat(rateLimit(first)).isEqualTo("\"key-reads\";r=2;t=12000");
		assertThat(rateLimit(second)).startsWith("\"key-reads\";r=1;t=").doesNotContain("t=12000");
	}

	@Test
	void refusesAReadTooManyOfAKeyAndSaysWhenToComeAgain() throws Exception {
		for (int i = 0; i < 3; i++) {
			assertThat(read(this.merchant.apiKey()).statusCode()).isEqualTo(200);
		}

		HttpResponse<String> refused = read(this.merchant.apiKey());

		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(refused.body()).contains("\"code\":\"rate_limited\"", "key-reads", "trace_id");
		assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(rateLimit(refused)).startsWith("\"key-reads\";r=0;t=");
		assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 12_000L);
		assertThat(write(this.merchant.apiKey()).statusCode()).isEqualTo(201);
	}

	@Test
	void countsTheKeysOfAMerchantTogetherAndOthersApart() throws Exception {
		String second = this.merchant.anotherKey(this.database, "test", "payments:read");
		for (int i = 0; i < 3; i++) {
			assertThat(read(this.merchant.apiKey()).statusCode()).isEqualTo(200);
		}
		assertThat(read(second).statusCode()).isEqualTo(200);
		assertThat(rateLimit(read(second))).startsWith("\"merchant-reads\";r=0;t=");

		HttpResponse<String> refused = read(second);

		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(refused.body()).contains("merchant-reads");
		assertThat(read(TestMerchant.create(this.database).apiKey()).statusCode()).isEqualTo(200);
	}

	@Test
	void refusesAChangeTooManyBeforeItHasAnyEffect() throws Exception {
		assertThat(write(this.merchant.apiKey()).statusCode()).isEqualTo(201);
		assertThat(write(this.merchant.apiKey()).statusCode()).isEqualTo(201);

		HttpResponse<String> refused = write(this.merchant.apiKey());

		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(rateLimit(refused)).startsWith("\"key-writes\";r=0;t=");
		assertThat(this.merchant.rows(this.database, "payments")).isEqualTo(2);
	}

	@Test
	void countsASessionTogetherWithItsKey() throws Exception {
		String cookie = cookie(signIn());
		for (int i = 0; i < 2; i++) {
			assertThat(read(this.merchant.apiKey()).statusCode()).isEqualTo(200);
		}

		HttpResponse<String> seen = send(request("/v1/payments").header("Cookie", cookie));

		assertThat(seen.statusCode()).isEqualTo(200);
		assertThat(rateLimit(seen)).startsWith("\"key-reads\";r=0;t=");
		assertThat(send(request("/v1/payments").header("Cookie", cookie)).statusCode()).isEqualTo(429);
	}

	@Test
	void countsASignInAsAChangeOfItsKey() throws Exception {
		assertThat(rateLimit(signIn())).startsWith("\"key-writes\";r=1;t=");
		assertThat(signIn().statusCode()).isEqualTo(201);

		HttpResponse<String> refused = signIn();

		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(refused.body()).contains("\"code\":\"rate_limited\"", "key-writes");
		assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
		assertThat(this.merchant.rows(this.database, "sessions")).isEqualTo(2);
	}

	@Test
	void countsNeitherWhatIsOfferedNorWhoIsNotKnown() throws Exception {
		for (int i = 0; i < 5; i++) {
			HttpResponse<String> offered = send(
					bearer("/v1/payments", this.merchant.apiKey()).method("OPTIONS", BodyPublishers.noBody()));
			assertThat(offered.statusCode()).isEqualTo(204);
			assertThat(offered.headers().firstValue("RateLimit")).isEmpty();
		}

		HttpResponse<String> stranger = send(bearer("/v1/payments", "sk_wrong"));

		assertThat(stranger.statusCode()).isEqualTo(401);
		assertThat(stranger.headers().firstValue("RateLimit-Policy")).isEmpty();
		assertThat(rateLimit(read(this.merchant.apiKey()))).startsWith("\"key-reads\";r=2;");
	}

	private HttpResponse<String> signIn() throws IOException, InterruptedException {
		return send(request("/v1/session").header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"api_key\": \"" + this.merchant.apiKey() + "\"}")));
	}

	private static String cookie(HttpResponse<String> session) {
		return session.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
	}

	private HttpResponse<String> read(String key) throws IOException, InterruptedException {
		return send(bearer("/v1/payments", key));
	}

	private HttpResponse<String> write(String key) throws IOException, InterruptedException {
		return send(bearer("/v1/payments", key).header("Content-Type", "application/json")
			.POST(BodyPublishers
				.ofString("{\"amount\": 1999, \"currency\": \"EUR\", \"payment_method\": \"pm_card_visa\"}")));
	}

	private HttpRequest.Builder bearer(String path, String key) {
		return request(path).header("Authorization", "Bearer " + key);
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	private static String rateLimit(HttpResponse<String> answer) {
		return answer.headers().firstValue("RateLimit").orElseThrow();
	}

}
