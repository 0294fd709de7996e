package dev.sluice.merchants.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** When keys end by themselves, and what becomes of those that they make. */
@SluiceTest
class KeyEndsTests {

	private static final String END = "2099-01-01T00:00:00Z";

	private static final String LATER = "2099-01-01T00:00:01Z";

	private final DatabaseClient database;

	private final TestMerchant merchant;

	private final WebTestClient http;

	KeyEndsTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		Shop shop = Shop.open(database, port);
		this.merchant = shop.merchant();
		this.http = shop.gateway();
	}

	@Test
	void makeNoKeyThatOutlivesThem() {
		String ending = text(make(this.merchant.apiKey(), END, 201), "$.secret");

		for (String end : new String[] { LATER, null }) {
			String refusal = make(ending, end, 422);
			assertThat(text(refusal, "$.code")).isEqualTo("invalid_value");
			assertThat(JsonPath.<List<String>>read(refusal, "$.errors[*].pointer")).containsExactly("/expires_at");
			assertThat(text(refusal, "$.detail")).contains(END);
		}

		assertThat(text(make(ending, END, 201), "$.expires_at")).isEqualTo(END);
	}

	@Test
	void replaceNoKeyByOneThatOutlivesThem() {
		String endless = text(make(this.merchant.apiKey(), null, 201), "$.id");
		String ending = make(this.merchant.apiKey(), END, 201);

		String refusal = rotate(text(ending, "$.secret"), endless, "{\"expires_at\": \"" + LATER + "\"}", 422);
		String other = rotate(text(ending, "$.secret"), endless, "{}", 201);
		String own = rotate(text(ending, "$.secret"), text(ending, "$.id"), "{}", 201);

		assertThat(JsonPath.<List<String>>read(refusal, "$.errors[*].pointer")).containsExactly("/expires_at");
		assertThat(text(other, "$.expires_at")).isEqualTo(END);
		assertThat(text(own, "$.expires_at")).isEqualTo(END);
	}

	@Test
	void areReplacedByOneThatLastsAsLongHoweverOftenThatIsAskedFor() {
		String made = make(this.merchant.apiKey(), END, 201);
		Duration lifetime = Duration.between(Instant.parse(text(made, "$.created_at")), Instant.parse(END));

		for (int times = 0; times < 3; times++) {
			String successor = rotate(this.merchant.apiKey(), text(made, "$.id"), "{}", 201);
			assertThat(Duration.between(Instant.parse(text(successor, "$.created_at")),
					Instant.parse(text(successor, "$.expires_at"))))
				.isCloseTo(lifetime, Duration.ofSeconds(1));
		}
	}

	@Test
	void replaceThemselvesAgainWhereTheAnswerWasLost() {
		String made = make(this.merchant.apiKey(), null, 201);

		for (int times = 0; times < 3; times++) {
			String successor = rotate(text(made, "$.secret"), text(made, "$.id"), "{}", 201);
			assertThat(JsonPath.<Object>read(successor, "$.expires_at")).isNull();
		}

		assertThat(text(make(text(made, "$.secret"), null, 422), "$.code")).isEqualTo("invalid_value");
	}

	@Test
	void endInTheYear9999AtTheLatest() {
		String made = make(this.merchant.apiKey(), "9999-12-31T23:59:59Z", 201);

		String successor = rotate(this.merchant.apiKey(), text(made, "$.id"), "{}", 201);

		assertThat(text(successor, "$.expires_at")).isEqualTo("9999-12-31T23:59:59Z");
	}

	@Test
	void areNeitherCountedNorInTheWayOnceTheyHaveEnded() {
		this.database.sql("""
				insert into api_keys (merchant_id, key_id, name, secret_hash, expires_at)
				select $1, ('ffffffff-ffff-7fff-bfff-' || lpad(to_hex(n + (random() * 1e12)::bigint), 12, '0'))::uuid,
				       'Old', sha256(gen_random_uuid()::text::bytea), now() - interval '1 day'
				  from generate_series(1, 100) n""").bind(0, this.merchant.id()).then().block();

		String made = make(this.merchant.apiKey(), null, 201);

		String list = ask(HttpMethod.GET, "/v1/api-keys", this.merchant.apiKey(), null, 200);
		List<String> states = JsonPath.read(list, "$.data[*].status");
		assertThat(states).hasSize(100).startsWith("active", "active", "expired");
		assertThat(JsonPath.<List<String>>read(list, "$.data[?(@.status == 'active')].id")).hasSize(2)
			.contains(text(made, "$.id"));
	}

	private String make(String key, @Nullable String end, int status) {
		return ask(HttpMethod.POST, "/v1/api-keys", key,
				"{\"name\": \"Till\", \"scopes\": [\"keys\"], \"expires_at\": %s}"
					.formatted((end != null) ? "\"" + end + "\"" : "null"),
				status);
	}

	private String rotate(String key, String id, String body, int status) {
		return ask(HttpMethod.POST, "/v1/api-keys/" + id + "/rotate", key, body, status);
	}

	private String ask(HttpMethod method, String path, String key, @Nullable String body, int status) {
		WebTestClient.RequestBodySpec request = this.http.method(method)
			.uri(path)
			.headers((headers) -> headers.setBearerAuth(key));
		return String.valueOf(
				((body != null) ? request.contentType(MediaType.APPLICATION_JSON).bodyValue(body) : request).exchange()
					.expectStatus()
					.isEqualTo(status)
					.expectBody(String.class)
					.returnResult()
					.getResponseBody());
	}

	private static String text(String json, String path) {
		return JsonPath.read(json, path);
	}

}
