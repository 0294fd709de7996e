package dev.sluice.merchants.registry;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.testing.Patience;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestSecrets;
import dev.sluice.values.TypeId;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Merchants, as the operator makes, names and disables them. */
@SluiceTest
class MerchantTests {

	private final DatabaseClient database;

	private final WebTestClient http;

	MerchantTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.http = Shop.open(database, port).gateway();
	}

	@Test
	void areMadeWithAKeyOfEachModeThatWorksAtOnce() {
		String made = operator(HttpMethod.POST, "/v1/merchants", "{\"name\": \"Acme\"}", 201);

		assertThat(text(made, "$.id")).startsWith("mer_");
		assertThat(JsonPath.<Boolean>read(made, "$.enabled")).isTrue();
		assertThat(JsonPath.<List<String>>read(made, "$.api_keys[*].mode")).containsExactly("test", "live");
		for (String mode : List.of("test", "live")) {
			String secret = secret(made, mode);
			assertThat(secret).startsWith("sk_" + mode + "_");
			var _ = ask(HttpMethod.GET, "/v1/payments", secret, null, 200);
		}
		assertThat(JsonPath.<Map<String, Object>>read(operator(HttpMethod.GET, path(made), null, 200), "$"))
			.doesNotContainKey("api_keys");
	}

	@Test
	void areListedNewestFirstInPages() {
		String first = text(operator(HttpMethod.POST, "/v1/merchants", "{\"name\": \"First\"}", 201), "$.id");
		String second = text(operator(HttpMethod.POST, "/v1/merchants", "{\"name\": \"Second\"}", 201), "$.id");

		String page = operator(HttpMethod.GET, "/v1/merchants?limit=1", null, 200);
		String next = operator(HttpMethod.GET, "/v1/merchants?limit=1&after=" + second, null, 200);

		assertThat(text(page, "$.next")).startsWith("/v1/merchants?limit=1&after=mer_");
		assertThat(JsonPath.<List<String>>read(next, "$.data[*].id")).containsExactly(first);
	}

	@Test
	void haveTwoWorldsThatShareNothing() {
		String made = operator(HttpMethod.POST, "/v1/merchants", "{\"name\": \"Acme\"}", 201);
		String paid = ask(HttpMethod.POST, "/v1/payments", secret(made, "test"),
				Shop.terms("automatic", "pm_card_visa"), 201);

		String live = ask(HttpMethod.GET, "/v1/payments", secret(made, "live"), null, 200);

		assertThat(JsonPath.<List<?>>read(live, "$.data")).isEmpty();
		assertThat(JsonPath.<Integer>read(live, "$.position")).isZero();
		var _ = ask(HttpMethod.GET, "/v1/payments/" + text(paid, "$.id"), secret(made, "live"), null, 404);
	}

	@Test
	void areLetInNoMoreWhileTheyAreDisabled() {
		String made = operator(HttpMethod.POST, "/v1/merchants", "{\"name\": \"Acme\"}", 201);
		String pending = ask(HttpMethod.POST, "/v1/payments", secret(made, "test"),
				Shop.terms("automatic", "pm_card_pending"), 202, "Prefer", "respond-async");
		String session = signIn(secret(made, "test"));

		var _ = operator(HttpMethod.PATCH, path(made), "{\"enabled\": false}", 200);

		Awaitility.await()
			.atMost(Patience.LONG)
			.untilAsserted(() -> assertThat(
					text(ask(HttpMethod.GET, "/v1/payments", secret(made, "test"), null, 403), "$.code"))
				.isEqualTo("merchant_disabled"));
		assertThat(sessionStatus(session)).isEqualTo(401);
		var _ = ask(HttpMethod.POST, "/v1/payments", secret(made, "test"), Shop.terms("automatic", "pm_card_visa"),
				403);

		String paid = "select status from payments where payment_id::text = '%s'".formatted(uuid(pending));
		Awaitility.await()
			.atMost(Patience.LONG)
			.untilAsserted(() -> assertThat(this.database.sql(paid).mapValue(String.class).one().block())
				.isEqualTo("captured"));
		var _ = operator(HttpMethod.PATCH, path(made), "{\"enabled\": true, \"name\": \"Acme again\"}", 200);
		var _ = ask(HttpMethod.GET, "/v1/payments", secret(made, "test"), null, 200);
		assertThat(sessionStatus(session)).isEqualTo(401);
		assertThat(JsonPath.<List<String>>read(
				operator(HttpMethod.GET, "/v1/audit?merchant=" + text(made, "$.id"), null, 200), "$.data[*].action"))
			.containsExactly("merchant.enabled", "merchant.renamed", "merchant.disabled", "api_key.created",
					"api_key.created", "merchant.created");
	}

	@Test
	void getAnotherKeyFromTheOperator() {
		String made = operator(HttpMethod.POST, "/v1/merchants", "{\"name\": \"Acme\"}", 201);

		String key = operator(HttpMethod.POST, path(made) + "/api-keys",
				"{\"name\": \"Spare\", \"mode\": \"live\", \"scopes\": [\"keys\"]}", 201);

		assertThat(text(key, "$.secret")).startsWith("sk_live_");
		var _ = ask(HttpMethod.GET, "/v1/api-keys", text(key, "$.secret"), null, 200);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			POST  | /v1/merchants                                | {}                    | 422 | missing_field
			POST  | /v1/merchants                                | {"name": ""}          | 422 | invalid_value
			POST  | /v1/merchants                                | {"name": "A", "b": 1} | 422 | unknown_field
			PATCH | /v1/merchants/mer_01h2xcejqtf2nbrexx3vqjhp41 | {"enabled": "no"}     | 422 | invalid_type
			PATCH | /v1/merchants/mer_01h2xcejqtf2nbrexx3vqjhp41 | {"enabled": false}    | 404 | merchant_not_found
			GET   | /v1/merchants/acme                           |                       | 404 | merchant_not_found
			""")
	void areNotWhatCannotBe(HttpMethod method, String path, @Nullable String body, int status, String code) {
		assertThat(text(operator(method, path, body, status), "$.code")).isEqualTo(code);
	}

	@Test
	void keepTheirAuditAsItIs() {
		String _ = operator(HttpMethod.POST, "/v1/merchants", "{\"name\": \"Acme\"}", 201);

		for (String change : List.of("update audit set action = 'nothing'", "delete from audit", "truncate audit")) {
			assertThatThrownBy(() -> this.database.sql(change).then().block()).hasMessageContaining("only added to");
		}
	}

	private String signIn(String key) {
		return Objects
			.requireNonNull(this.http.post()
				.uri("/v1/session")
				.contentType(MediaType.APPLICATION_JSON)
				.bodyValue("{\"api_key\": \"" + key + "\"}")
				.exchange()
				.expectStatus()
				.isCreated()
				.returnResult(String.class)
				.getResponseCookies()
				.toSingleValueMap()
				.get("sluice_session"))
			.getValue();
	}

	private int sessionStatus(String token) {
		return this.http.get()
			.uri("/v1/session")
			.cookie("sluice_session", token)
			.exchange()
			.returnResult(String.class)
			.getStatus()
			.value();
	}

	private String uuid(String payment) {
		String id = text(payment, "$.id");
		return TypeId.read("pay", id).orElseThrow().toString();
	}

	private static String secret(String merchant, String mode) {
		List<String> found = JsonPath.read(merchant, "$.api_keys[?(@.mode == '" + mode + "')].secret");
		return found.getFirst();
	}

	private static String path(String merchant) {
		return "/v1/merchants/" + text(merchant, "$.id");
	}

	private String operator(HttpMethod method, String path, @Nullable String body, int status) {
		return ask(method, path, TestSecrets.OPERATOR_KEY, body, status);
	}

	private String ask(HttpMethod method, String path, String key, @Nullable String body, int status,
			String... header) {
		WebTestClient.RequestBodySpec request = this.http.method(method)
			.uri(path)
			.headers((headers) -> headers.setBearerAuth(key));
		if (header.length > 0) {
			request = request.header(header[0], header[1]);
		}
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
