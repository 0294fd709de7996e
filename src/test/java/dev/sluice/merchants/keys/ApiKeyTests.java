package dev.sluice.merchants.keys;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.testing.Patience;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A merchant's own keys: made, used, replaced and taken back. */
@SluiceTest
class ApiKeyTests {

	private final DatabaseClient database;

	private final TestMerchant merchant;

	private final WebTestClient http;

	ApiKeyTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		Shop shop = Shop.open(database, port);
		this.merchant = shop.merchant();
		this.http = shop.gateway();
	}

	@Test
	void areMadeWithWhatTheyMayDoAndShowTheirSecretOnce() {
		String made = ask(HttpMethod.POST, "/v1/api-keys", this.merchant.apiKey(), """
				{"name": "Till", "scopes": ["payments:read", "keys"], "expires_at": "2099-01-01T00:00:00Z"}""", 201);

		assertThat(text(made, "$.secret")).matches("sk_test_[A-Za-z0-9_-]{43}");
		assertThat(text(made, "$.secret")).endsWith(text(made, "$.hint"));
		assertThat(JsonPath.<List<String>>read(made, "$.scopes")).containsExactly("payments:read", "keys");
		assertThat(text(made, "$.expires_at")).isEqualTo("2099-01-01T00:00:00Z");
		String shown = ask(HttpMethod.GET, "/v1/api-keys/" + text(made, "$.id"), this.merchant.apiKey(), null, 200);
		assertThat(JsonPath.<Map<String, Object>>read(shown, "$")).doesNotContainKey("secret")
			.containsEntry("name", "Till")
			.containsEntry("mode", "test")
			.containsEntry("status", "active")
			.containsEntry("last_used_at", null);
		var _ = ask(HttpMethod.GET, "/v1/payments", text(made, "$.secret"), null, 200);
		var _ = ask(HttpMethod.GET, "/v1/events", text(made, "$.secret"), null, 403);
	}

	@Test
	void areKeptAsTheirHashAlone() {
		String secret = text(make("Till", "keys"), "$.secret");

		Long found = this.database.sql("select count(*) from api_keys k where k::text like '%' || $1 || '%'")
			.bind(0, secret.substring("sk_test_".length()))
			.mapValue(Long.class)
			.one()
			.block();

		assertThat(found).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"scopes": ["keys"]}                                             | missing_field  | /name
			{"name": "Till"}                                                 | missing_field  | /scopes
			{"name": "Till", "scopes": []}                                   | invalid_value  | /scopes
			{"name": "Till", "scopes": ["money"]}                            | invalid_value  | /scopes/0
			{"name": "Till", "scopes": ["keys", "keys"]}                     | invalid_value  | /scopes/1
			{"name": "Till", "scopes": ["keys"], "mode": "live"}             | invalid_value  | /mode
			{"name": "Till", "scopes": ["keys"], "mode": "both"}             | invalid_value  | /mode
			{"name": "Till", "scopes": ["keys"], "expires_at": "2020-01-01T00:00:00Z"} | invalid_value | /expires_at
			{"name": "Till", "scopes": ["keys"], "secret": "mine"}           | unknown_field  | /secret
			{"name": "4111111111111111", "scopes": ["keys"]}                 | card_number_refused | /name
			""")
	void areNotMadeOfWhatCannotBe(String terms, String code, String pointer) {
		String refusal = ask(HttpMethod.POST, "/v1/api-keys", this.merchant.apiKey(), terms, 422);

		assertThat(text(refusal, "$.code")).isEqualTo(code);
		assertThat(JsonPath.<List<String>>read(refusal, "$.errors[*].pointer")).contains(pointer);
	}

	@Test
	void giveNoMoreThanTheyHave() {
		String small = text(make("Small", "keys", "payments:read"), "$.secret");
		String large = text(make("Large", "refunds:write"), "$.id");

		String made = ask(HttpMethod.POST, "/v1/api-keys", small, """
				{"name": "Larger", "scopes": ["keys", "refunds:write"]}""", 422);
		String rotated = ask(HttpMethod.POST, "/v1/api-keys/" + large + "/rotate", small, null, 403);

		assertThat(text(made, "$.code")).isEqualTo("scope_not_held");
		assertThat(text(rotated, "$.code")).isEqualTo("scope_not_held");
	}

	@Test
	void getAnotherName() {
		String id = text(make("Till", "keys"), "$.id");

		String renamed = ask(HttpMethod.PATCH, "/v1/api-keys/" + id, this.merchant.apiKey(), "{\"name\": \"Shop\"}",
				200);

		assertThat(text(renamed, "$.name")).isEqualTo("Shop");
		assertThat(JsonPath.<List<String>>read(list(), "$.data[*].name")).containsExactlyInAnyOrder("Shop", "Test key");
	}

	@Test
	void endAtOnceWithTheirStreamsWhenTheyAreRevoked() throws Exception {
		String made = make("Reader", "events:read");
		CountDownLatch ended = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		Disposable stream = this.http.get()
			.uri("/v1/events")
			.headers((headers) -> headers.setBearerAuth(text(made, "$.secret")))
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.returnResult(String.class)
			.getResponseBody()
			.doOnSubscribe((subscription) -> begun.countDown())
			.doFinally((signal) -> ended.countDown())
			.onErrorComplete()
			.subscribe();
		assertThat(begun.await(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

		var _ = ask(HttpMethod.DELETE, "/v1/api-keys/" + text(made, "$.id"), this.merchant.apiKey(), null, 204);

		assertThat(ended.await(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
		stream.dispose();
		assertThat(text(ask(HttpMethod.GET, "/v1/events", text(made, "$.secret"), null, 401), "$.code"))
			.isEqualTo("invalid_api_key");
		var _ = ask(HttpMethod.GET, "/v1/api-keys/" + text(made, "$.id"), this.merchant.apiKey(), null, 404);
		var _ = ask(HttpMethod.DELETE, "/v1/api-keys/" + text(made, "$.id"), this.merchant.apiKey(), null, 404);
	}

	@Test
	void workBesideTheirSuccessorForAWhile() {
		String old = make("Till", "payments:read", "keys");
		String path = "/v1/api-keys/" + text(old, "$.id") + "/rotate";

		String made = ask(HttpMethod.POST, path, this.merchant.apiKey(), null, 201);

		assertThat(text(made, "$.replaces")).isEqualTo(text(old, "$.id"));
		assertThat(JsonPath.<List<String>>read(made, "$.scopes")).containsExactly("payments:read", "keys");
		var _ = ask(HttpMethod.GET, "/v1/payments", text(old, "$.secret"), null, 200);
		var _ = ask(HttpMethod.GET, "/v1/payments", text(made, "$.secret"), null, 200);
		String ending = ask(HttpMethod.GET, "/v1/api-keys/" + text(old, "$.id"), this.merchant.apiKey(), null, 200);
		assertThat(Instant.parse(text(ending, "$.expires_at"))).isAfter(Instant.parse(text(old, "$.created_at")));

		var _ = ask(HttpMethod.POST, path, this.merchant.apiKey(), "{\"overlap_seconds\": 0}", 201);

		Awaitility.await()
			.atMost(Patience.LONG)
			.untilAsserted(() -> assertThat(ask(HttpMethod.GET, "/v1/payments", text(old, "$.secret"), null, 401))
				.isNotEmpty());
		String expired = ask(HttpMethod.GET, "/v1/api-keys/" + text(old, "$.id"), this.merchant.apiKey(), null, 200);
		assertThat(text(expired, "$.status")).isEqualTo("expired");
	}

	@Test
	void tellWhenTheyWereUsedLast() {
		String made = make("Till", "payments:read");
		var _ = ask(HttpMethod.GET, "/v1/payments", text(made, "$.secret"), null, 200);

		Awaitility.await().atMost(Patience.LONG).untilAsserted(() -> {
			String shown = ask(HttpMethod.GET, "/v1/api-keys/" + text(made, "$.id"), this.merchant.apiKey(), null, 200);
			assertThat(text(shown, "$.last_used_at")).isNotNull();
		});
	}

	@Test
	void takeNoLivePaymentsToTheSimulator() {
		String live = this.merchant.anotherKey(this.database, "live", "payments:write", "payments:read");

		String refusal = ask(HttpMethod.POST, "/v1/payments", live, Shop.terms("automatic", "pm_card_visa"), 503);

		assertThat(text(refusal, "$.code")).isEqualTo("no_processor");
		assertThat(JsonPath.<List<?>>read(ask(HttpMethod.GET, "/v1/payments", live, null, 200), "$.data")).isEmpty();
	}

	@Test
	void areWrittenDownWithWhoeverChangedThem() {
		String id = text(make("Till", "keys"), "$.id");
		var _ = ask(HttpMethod.PATCH, "/v1/api-keys/" + id, this.merchant.apiKey(), "{\"name\": \"Shop\"}", 200);
		var _ = ask(HttpMethod.DELETE, "/v1/api-keys/" + id, this.merchant.apiKey(), null, 204);

		String audit = ask(HttpMethod.GET, "/v1/audit?limit=2", this.merchant.apiKey(), null, 200);
		String older = ask(HttpMethod.GET, text(audit, "$.next"), this.merchant.apiKey(), null, 200);

		assertThat(JsonPath.<List<String>>read(audit, "$.data[*].action")).containsExactly("api_key.revoked",
				"api_key.renamed");
		assertThat(JsonPath.<List<String>>read(older, "$.data[*].action")).containsExactly("api_key.created");
		assertThat(JsonPath.<List<String>>read(audit, "$.data[*].target")).containsOnly(id);
		assertThat(JsonPath.<List<String>>read(audit, "$.data[*].actor.name")).containsOnly("Test key");
		assertThat(audit + older).doesNotContain("sk_test_");
	}

	private String make(String name, String... scopes) {
		return ask(HttpMethod.POST, "/v1/api-keys", this.merchant.apiKey(),
				"{\"name\": \"%s\", \"scopes\": [\"%s\"]}".formatted(name, String.join("\", \"", scopes)), 201);
	}

	private String list() {
		return ask(HttpMethod.GET, "/v1/api-keys", this.merchant.apiKey(), null, 200);
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
