package dev.sluice;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.sluice.http.Access;
import dev.sluice.http.server.RouteTable;
import dev.sluice.http.server.RouteTable.Route;
import dev.sluice.merchants.Scope;
import dev.sluice.payments.words.OperationId;
import dev.sluice.testing.Patience;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import dev.sluice.testing.TestSecrets;
import dev.sluice.testing.processors.TestBank;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What no caller sees and does who is another merchant, in the other mode, or may not:
 * asked of every route that there is, and of every one that will be.
 */
@SluiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationTests {

	private static final String[] ALL = Arrays.stream(Scope.values()).map(Scope::label).toArray(String[]::new);

	private static final String HIDDEN = "Nobody else's business";

	private final HttpClient http = HttpClient.newHttpClient();

	private final RouteTable table;

	private final DatabaseClient database;

	private final Shop shop;

	private final int port;

	private String payment = "";

	private String key = "";

	private String destination = "";

	private String account = "";

	private String live = "";

	private String stranger = "";

	IsolationTests(@Autowired RouteTable table, @Autowired DatabaseClient database, @LocalServerPort int port) {
		this.table = table;
		this.database = database;
		this.shop = Shop.open(database, port);
		this.port = port;
	}

	@BeforeAll
	void haveSomethingToHide() throws Exception {
		this.payment = this.shop.pay("manual", "pm_card_visa");
		this.key = TypeId.write("key", this.shop.merchant().keyId());
		this.live = this.shop.merchant().anotherKey(this.database, "live", ALL);
		this.stranger = TestMerchant.create(this.database).apiKey();
		String made = "{\"name\": \"%s\", \"scopes\": [\"keys\"]}".formatted(HIDDEN);
		assertThat(send("POST", "/v1/api-keys", made, this.shop.merchant().apiKey()).statusCode()).isEqualTo(201);
		String sent = "{\"type\": \"webhook\", \"url\": \"https://shop.example\", \"description\": \"%s\"}"
			.formatted(HIDDEN);
		this.destination = Shop.read(send("POST", "/v1/destinations", sent, this.shop.merchant().apiKey()).body(),
				"$.id");
		String account = "{\"processor\": \"%s\", \"label\": \"%s\", \"credentials\": {\"api_key\": \"%s\"}, \"enabled\": false}"
			.formatted(TestBank.NAME, HIDDEN, TestBank.API_KEY);
		this.account = Shop.read(send("POST", "/v1/processor-accounts", account, this.shop.merchant().apiKey()).body(),
				"$.id");
		assertThat(send("GET", "/v1/audit", "", this.shop.merchant().apiKey()).body()).contains(HIDDEN);
	}

	Stream<Route> closed() {
		return this.table.routes()
			.stream()
			.filter((route) -> route.path().getPatternString().startsWith("/v1/"))
			.filter((route) -> !label(route).equals(Access.everybody().label()));
	}

	/** For which a scope is needed, by merchants. */
	Stream<Route> scoped() {
		return closed().filter((route) -> Scope.find(scope(route)).isPresent());
	}

	/** Which the operator may not ask besides. */
	Stream<Route> ofMerchantsAlone() {
		return closed().filter((route) -> route.access() instanceof Scope);
	}

	Stream<Route> ofOne() {
		return scoped().filter((route) -> route.path().getPatternString().contains("{id}"));
	}

	Stream<Route> ofMany() {
		return scoped().filter((route) -> route.method().equals(HttpMethod.GET))
			.filter((route) -> !route.path().getPatternString().contains("{id}"));
	}

	Stream<Route> operators() {
		return closed().filter((route) -> label(route).equals("operator"));
	}

	@ParameterizedTest
	@MethodSource("closed")
	void letsNobodyInWithoutAKey(Route route) throws Exception {
		assertProblem(send(route, null), 401, "missing_api_key");
		assertProblem(send(route, "sk_test_made_up"), 401, "invalid_api_key");
	}

	@ParameterizedTest
	@MethodSource("scoped")
	void asksForItsScope(Route route) throws Exception {
		String[] others = Arrays.stream(ALL).filter((scope) -> !scope.equals(scope(route))).toArray(String[]::new);
		String before = this.shop.show(this.payment);

		HttpResponse<String> answer = send(route, this.shop.merchant().anotherKey(this.database, "test", others));

		assertProblem(answer, 403, "insufficient_scope");
		assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
			.contains("error=\"insufficient_scope\", scope=\"" + scope(route) + '"');
		assertThat(this.shop.show(this.payment)).isEqualTo(before);
	}

	@ParameterizedTest
	@MethodSource("ofOne")
	void hasNothingOfAnotherMerchantOrMode(Route route) throws Exception {
		String before = this.shop.show(this.payment);

		for (String other : List.of(this.stranger, this.live)) {
			HttpResponse<String> answer = send(route, other);

			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
			assertThat(answer.body()).doesNotContain("Test key");
		}
		assertThat(this.shop.show(this.payment)).isEqualTo(before);
	}

	@ParameterizedTest
	@MethodSource("ofMany")
	void listsNothingOfAnotherMerchantOrMode(Route route) throws Exception {
		for (String other : List.of(this.stranger, this.live)) {
			HttpResponse<String> answer = send(route, other);

			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
			assertThat(answer.body()).doesNotContain(this.payment, this.key, "EUR", HIDDEN);
		}
	}

	@ParameterizedTest
	@MethodSource("operators")
	void isTheOperatorsAlone(Route route) throws Exception {
		assertProblem(send(route, this.shop.merchant().apiKey()), 403, "operator_key_required");
	}

	@ParameterizedTest
	@MethodSource("ofMerchantsAlone")
	void isNotForTheOperatorWhoIsNoMerchant(Route route) throws Exception {
		assertProblem(send(route, TestSecrets.OPERATOR_KEY), 403, "merchant_key_required");
	}

	private static String scope(Route route) {
		return label(route).replaceFirst(" or operator$", "");
	}

	private static String label(Route route) {
		return Objects.requireNonNull(route.access()).label();
	}

	private static void assertProblem(HttpResponse<String> answer, int status, String code) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(Shop.read(answer.body(), "$.code")).isEqualTo(code);
	}

	private HttpResponse<String> send(Route route, @Nullable String key) throws Exception {
		String pattern = route.path().getPatternString();
		String path = pattern.replace("/api-keys/{id}", "/api-keys/" + this.key)
			.replace("/destinations/{id}", "/destinations/" + this.destination)
			.replace("/processor-accounts/{id}", "/processor-accounts/" + this.account)
			.replace("{id}", this.payment)
			.replace("{operation}", new OperationId(TypeId.next()).toString());
		boolean reads = route.method().equals(HttpMethod.GET) || route.method().equals(HttpMethod.DELETE);
		return send(route.method().name(), path, reads ? "" : body(route, pattern), key);
	}

	private HttpResponse<String> send(String method, String path, String body, @Nullable String key) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.timeout(Patience.LONG)
			.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
		if (!body.isEmpty()) {
			var _ = request.header("Content-Type", "application/json");
		}
		if (key != null) {
			var _ = request.header("Authorization", "Bearer " + key);
		}
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	private static String body(Route route, String pattern) {
		if (route.method().equals(HttpMethod.PATCH) && pattern.startsWith("/v1/api-keys")) {
			return "{\"name\": \"Mine\"}";
		}
		return pattern.endsWith("/rewind") ? "{\"from\": 1}" : pattern.endsWith("/redeliver") ? "{\"position\": 1}"
				: pattern.endsWith("/ack") ? "{\"lease\": \"lse_01k8t3b6y2e9rv0h5m7q4n1c8d\", \"position\": 1}" : "{}";
	}

}
