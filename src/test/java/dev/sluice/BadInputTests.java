package dev.sluice;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.sluice.testing.RawHttp;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is sent, the answer is a problem that says what is wrong, and nothing is
 * changed.
 */
@SluiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTests {

	private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

	private static final String SOUND = "\"amount\": 1999, \"currency\": \"EUR\", \"payment_method\": \"pm_card_visa\"";

	private static final String NO_SUCH_PAYMENT = "/v1/payments/pay_01h2xcejqtf2nbrexx3vqjhp41";

	private final JsonMapper json = new JsonMapper();

	private final DatabaseClient database;

	private final TestMerchant merchant;

	private final RawHttp http;

	BadInputTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.merchant = TestMerchant.create(database, "sk_test_of_bad_input");
		this.http = new RawHttp(port);
	}

	@AfterAll
	void nothingWasChanged() {
		for (String table : List.of("payments", "journal", "journal_heads", "operations", "sessions")) {
			assertThat(this.merchant.rows(this.database, table)).as(table).isZero();
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "bodies", "fields", "addresses", "credentials", "headers", "sessions", "sizes" })
	void refuses(Case bad) {
		RawHttp.Answer answer = this.http.send(bad.bytes());

		assertThat(answer.status()).as(bad + " " + answer).isEqualTo(bad.status());
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
		JsonNode problem = this.json.readTree(answer.body());
		assertThat(problem.path("code").asString()).as(answer.body()).isEqualTo(bad.code());
		assertThat(problem.path("type").asString()).isEqualTo("urn:sluice:problem:" + bad.code());
		assertThat(problem.path("status").asInt()).isEqualTo(bad.status());
		assertThat(problem.path("title").asString()).isNotBlank();
		assertThat(problem.path("detail").asString()).isNotBlank().doesNotContain("Exception", "dev.sluice", "jackson");
		assertThat(problem.path("instance").asString()).isEqualTo(bad.instance());
		assertThat(problem.path("trace_id").asString()).isEqualTo(TRACE_ID);
		assertThat(problem.path("errors").isArray()).isEqualTo(bad.status() == 422);
		assertThat(answer.headers().containsKey("WWW-Authenticate")).isEqualTo(bad.status() == 401);
		assertThat(answer.headers().containsKey("Allow")).isEqualTo(bad.status() == 405);
	}

	static Stream<Case> bodies() {
		return Stream.of(body("", 400, "body_missing"), body("   \n", 400, "body_missing"),
				body("null", 400, "body_missing"), body("[]", 400, "invalid_body"),
				body("[{" + SOUND + "}]", 400, "invalid_body"), body("\"text\"", 400, "invalid_body"),
				body("1999", 400, "invalid_body"), body("true", 400, "invalid_body"), body("{", 400, "malformed_json"),
				body("{" + SOUND, 400, "malformed_json"), body("{" + SOUND + ",}", 400, "malformed_json"),
				body("{'amount': 1999}", 400, "malformed_json"), body("{amount: 1999}", 400, "malformed_json"),
				body("// why\n{" + SOUND + "}", 400, "malformed_json"),
				body("{" + SOUND + "} trailing", 400, "malformed_json"),
				body("{" + SOUND + "}{" + SOUND + "}", 400, "malformed_json"),
				body("{" + SOUND + "}}", 400, "malformed_json"), body("{" + SOUND + "} null", 400, "malformed_json"),
				body("{\"amount\": 01999}", 400, "malformed_json"), body("{\"amount\": +1}", 400, "malformed_json"),
				body("{\"amount\": NaN}", 400, "malformed_json"), body("{\"amount\": 0x7F}", 400, "malformed_json"),
				body("{\"amount\": .5}", 400, "malformed_json"), body("{\"amount\": Infinity}", 400, "malformed_json"),
				body("{\"currency\": \"\\x\"}", 400, "malformed_json"),
				body("{\"currency\": \"\\u00\"}", 400, "malformed_json"),
				body("{\"currency\": \"E\nR\"}", 400, "malformed_json"),
				body("{\"currency\": \"EUR", 400, "malformed_json"),
				body("{\"amount\": 1, " + SOUND + "}", 400, "duplicate_field"),
				body("{" + SOUND + ", \"metadata\": {\"a\": \"1\", \"a\": \"2\"}}", 400, "duplicate_field"),
				body("{" + SOUND + ", \"\\u0061mount\": 1}", 400, "duplicate_field"),
				body("[".repeat(20_000), 400, "malformed_json"),
				body("{\"a\":".repeat(1000) + "1" + "}".repeat(1000), 400, "malformed_json"),
				body("{" + SOUND + ", \"metadata\": " + "[".repeat(40) + "]".repeat(40) + "}", 400, "malformed_json"),
				body("{" + SOUND + ", \"metadata\": {\"\\ud800\": \"a\"}}", 400, "malformed_json"),
				body("{\"amount\": 1" + "0".repeat(5000) + "}", 400, "malformed_json"),
				body("{\"" + "n".repeat(60_000) + "\": 1}", 400, "malformed_json"),
				post(bytes("{" + SOUND + ", \"reference\": \"", 0xC3, "\"}"), 400, "malformed_json"),
				post(bytes("{" + SOUND + ", \"reference\": \"", 0xFF, "\"}"), 400, "malformed_json"),
				post(bytes("{" + SOUND + ", \"reference\": \"", 0, "\"}"), 400, "malformed_json"));
	}

	static Stream<Case> fields() {
		return Stream.of(body("{}", 422, "missing_field"), fields("\"amount\": null", 422, "missing_field"),
				fields("\"currency\": null", 422, "missing_field"),
				fields("\"payment_method\": null", 422, "missing_field"), fields("\"amount\": 0", "amount_too_small"),
				fields("\"amount\": -0", "amount_too_small"), fields("\"amount\": -1999", "amount_too_small"),
				fields("\"amount\": -9223372036854775807", "amount_too_small"),
				fields("\"amount\": 1000000000000", "amount_too_large"),
				fields("\"amount\": 9223372036854775807", "amount_too_large"),
				fields("\"amount\": 92233720368547758080", "invalid_type"),
				fields("\"amount\": -92233720368547758090", "invalid_type"),
				fields("\"amount\": 1" + "0".repeat(300), "invalid_type"), fields("\"amount\": 19.99", "invalid_type"),
				fields("\"amount\": 1999.0", "invalid_type"), fields("\"amount\": 1e3", "invalid_type"),
				fields("\"amount\": 1e999999999", "invalid_type"), fields("\"amount\": \"1999\"", "invalid_type"),
				fields("\"amount\": true", "invalid_type"), fields("\"amount\": [1999]", "invalid_type"),
				fields("\"amount\": {}", "invalid_type"), fields("\"currency\": 978", "invalid_type"),
				fields("\"currency\": [\"EUR\"]", "invalid_type"), fields("\"currency\": \"\"", "invalid_value"),
				fields("\"currency\": \"eur\"", "unknown_currency"),
				fields("\"currency\": \"XXX\"", "unknown_currency"),
				fields("\"currency\": \"DEM\"", "unknown_currency"),
				fields("\"currency\": \"EUR \"", "unknown_currency"),
				fields("\"currency\": \"EURO\"", "unknown_currency"),
				fields("\"currency\": \"" + "E".repeat(101) + "\"", "invalid_value"),
				fields("\"payment_method\": \"pm_card_of_nobody\"", "unknown_payment_method"),
				fields("\"payment_method\": {}", "unknown_payment_method"),
				fields("\"payment_method\": {\"type\": \"shells\"}", "unknown_payment_method"),
				fields("\"payment_method\": {\"type\": 7}", "invalid_type"),
				fields("\"payment_method\": {\"type\": \"4242424242424242\"}", "card_number_refused"),
				fields("\"payment_method\": [\"pm_card_visa\"]", "invalid_type"),
				fields("\"payment_method\": \"4242424242424242\"", "card_number_refused"),
				fields("\"reference\": \"order 4242-4242 4242-4242 12/30\"", "card_number_refused"),
				fields("\"metadata\": {\"note\": \"378282246310005\"}", "card_number_refused"),
				fields("\"metadata\": {\"4242424242424242\": \"note\"}", "card_number_refused"),
				fields("\"4242424242424242\": 1", "card_number_refused"),
				fields("\"payment_method\": 4242424242424242", "card_number_refused"),
				fields("\"payment_method\": \"\"", "invalid_value"), fields("\"capture\": \"later\"", "invalid_value"),
				fields("\"capture\": \"AUTOMATIC\"", "invalid_value"), fields("\"capture\": true", "invalid_type"),
				fields("\"capture\": \"\"", "invalid_value"), fields("\"reference\": 4711", "invalid_type"),
				fields("\"reference\": \"\"", "invalid_value"),
				fields("\"reference\": \"" + "x".repeat(201) + "\"", "invalid_value"),
				fields("\"customer\": \"" + "x".repeat(201) + "\"", "invalid_value"),
				fields("\"description\": \"" + "x".repeat(501) + "\"", "invalid_value"),
				fields("\"description\": \"a\\u0000b\"", "invalid_value"),
				fields("\"description\": \"a\\u001bb\"", "invalid_value"),
				fields("\"description\": \"a\\u0085b\"", "invalid_value"),
				fields("\"description\": \"a\\ud83db\"", "invalid_value"),
				fields("\"description\": \"a\\udc00\"", "invalid_value"),
				fields("\"return_url\": \"javascript:alert(1)\"", "invalid_value"),
				fields("\"return_url\": \"//shop.example/\"", "invalid_value"),
				fields("\"return_url\": \"https://\"", "invalid_value"),
				fields("\"return_url\": \"https://shop.example/a b\"", "invalid_value"),
				fields("\"return_url\": \"HTTPS\"", "invalid_value"),
				fields("\"return_url\": \"https://shop.example/" + "x".repeat(2000) + "\"", "invalid_value"),
				fields("\"metadata\": \"channel=web\"", "invalid_type"), fields("\"metadata\": []", "invalid_type"),
				fields("\"metadata\": {\"a\": 1}", "invalid_type"),
				fields("\"metadata\": {\"a\": null}", "invalid_type"),
				fields("\"metadata\": {\"a\": {\"b\": \"c\"}}", "invalid_type"),
				fields("\"metadata\": {\"\": \"a\"}", "invalid_value"),
				fields("\"metadata\": {\"a\": \"\"}", "invalid_value"),
				fields("\"metadata\": {\"a\\u0000\": \"a\"}", "invalid_value"),
				fields("\"metadata\": {\"" + "k".repeat(41) + "\": \"a\"}", "invalid_value"),
				fields("\"metadata\": {\"a\": \"" + "v".repeat(501) + "\"}", "invalid_value"),
				fields("\"metadata\": " + entries(51), "invalid_value"), fields("\"amuont\": 1999", "unknown_field"),
				fields("\"card_number\": \"4242424242424242\"", "card_number_refused"),
				fields("\"id\": \"pay_01h2xcejqtf2nbrexx3vqjhp41\"", "unknown_field"),
				fields("\"status\": \"captured\"", "unknown_field"), fields("\"Amount\": 1", "unknown_field"),
				fields("\"\": 1", "unknown_field"), fields("\"\\u0000\": 1", "unknown_field"),
				fields("\"paymentMethod\": \"pm_card_visa\"", "unknown_field"));
	}

	static Stream<Case> addresses() {
		return Stream.of(get(NO_SUCH_PAYMENT, 404, "payment_not_found"),
				get(NO_SUCH_PAYMENT + "/events", 404, "payment_not_found"),
				get("/v1/payments/pay_1", 404, "payment_not_found"),
				get("/v1/payments/mer_01h2xcejqtf2nbrexx3vqjhp41", 404, "payment_not_found"),
				get("/v1/payments/PAY_01H2XCEJQTF2NBREXX3VQJHP41", 404, "payment_not_found"),
				get("/v1/payments/0188bac7-4afa-78aa-bc3b-bd1eef28d881", 404, "payment_not_found"),
				get("/v1/payments/pay_01h2xcejqtf2nbrexx3vqjhp4%00", 400, "invalid_request"),
				get("/v1/payments/%C3%28", 400, "invalid_request"),
				get("/v1/payments?reference=%FF", 400, "invalid_request"),
				get("/v1/payments?%ED%A0%80=1", 400, "invalid_request"),
				get("/v1/payments/'%20or%201=1--", 404, "payment_not_found"),
				get("/v1/payments/" + "x".repeat(3000), 404, "payment_not_found"),
				get("/v1/payments/pay_1/events", 404, "payment_not_found"), get("/v1/payments/", 404, "not_found"),
				get("/v1/nothing", 404, "not_found"), get("/v1", 404, "not_found"),
				get(NO_SUCH_PAYMENT + "/nothing", 404, "not_found"), get("/v1/..%2fdemo", 400, "invalid_request"),
				get("/v1/../demo", 400, "invalid_request"), get("/v1//payments", 400, "invalid_request"),
				get("/v1/payments;x=y", 400, "invalid_request"),
				get("/v1/payments?limit=1%0d%0aX:y", 422, "invalid_parameter"),
				request("PUT", "/v1/payments", 405, "method_not_allowed"),
				request("PATCH", "/v1/payments", 405, "method_not_allowed"),
				request("DELETE", "/v1/payments", 405, "method_not_allowed"),
				request("BREW", "/v1/payments", 400, "invalid_request"),
				request("get", "/v1/payments", 400, "invalid_request"),
				request("TRACE", "/v1/payments", 400, "invalid_request"),
				request("POST", NO_SUCH_PAYMENT, 405, "method_not_allowed"),
				request("DELETE", NO_SUCH_PAYMENT, 405, "method_not_allowed"),
				request("POST", "/v1/events", 405, "method_not_allowed"),
				request("POST", NO_SUCH_PAYMENT + "/events", 405, "method_not_allowed"),
				request("PUT", "/v1/session", 405, "method_not_allowed"), query("/v1/payments?nothing=1"),
				query("/v1/payments?Limit=1"), query("/v1/payments?limit=0"), query("/v1/payments?limit=501"),
				query("/v1/payments?limit=-1"), query("/v1/payments?limit=ten"), query("/v1/payments?limit="),
				query("/v1/payments?limit"), query("/v1/payments?limit=1.5"), query("/v1/payments?limit=%201"),
				query("/v1/payments?limit=%2B1"), query("/v1/payments?limit=99999999999999999999"),
				query("/v1/payments?limit=%D9%A1"), query("/v1/payments?limit=1&limit=2"), query("/v1/payments?after="),
				query("/v1/payments?after=pay_1"), get("/v1/payments?after=%00", 422, "invalid_parameter"),
				query("/v1/payments?after=mer_01h2xcejqtf2nbrexx3vqjhp41"),
				get("/v1/payments?%00=%00", 400, "invalid_request"), query("/v1/payments?&%3D"),
				query(NO_SUCH_PAYMENT + "?nothing=1"), query("/v1/events?after=-1"), query("/v1/events?after=x"),
				query("/v1/events?limit=501"), query("/v1/events?nothing=1"),
				query(NO_SUCH_PAYMENT + "/events?after=x"), query("/v1/events?after=9223372036854775809"));
	}

	static Stream<Case> credentials() {
		return Stream.of(get("/v1/payments", 401, "missing_api_key").without("Authorization"),
				get("/v1/nothing", 401, "missing_api_key").without("Authorization"),
				post(bytes("{" + SOUND + "}"), 401, "missing_api_key").without("Authorization"),
				authorization("", "missing_api_key"), authorization("Bearer", "missing_api_key"),
				authorization("sk_test_of_bad_input", "missing_api_key"),
				authorization("Basic c2tfdGVzdF9vZl9iYWRfaW5wdXQ6", "missing_api_key"),
				authorization("Digest username=\"x\"", "missing_api_key"), authorization("Bearer ", "missing_api_key"),
				authorization("Bearer sk_wrong", "invalid_api_key"),
				authorization("Bearer SK_TEST_OF_BAD_INPUT", "invalid_api_key"),
				authorization("Bearer sk_test_of_bad_input, Bearer sk_demo_sluice", "invalid_api_key"),
				authorization("Bearer 'or''='", "invalid_api_key"),
				authorization("Bearer " + "x".repeat(5000), "invalid_api_key"),
				authorization("Bearer sk_\u00e9", "invalid_api_key"),
				get("/v1/payments?access_token=sk_test_of_bad_input", 401, "missing_api_key").without("Authorization"),
				get("/v1/payments", 401, "session_ended").without("Authorization").with("Cookie", "sluice_session=x"),
				get("/v1/payments", 401, "session_ended").without("Authorization").with("Cookie", "sluice_session="),
				get("/v1/payments", 401, "missing_api_key").without("Authorization").with("Cookie", "=;;;,\"x"),
				get("/v1/session", 401, "session_ended"));
	}

	static Stream<Case> headers() {
		return Stream.of(contentType("text/plain"), contentType("application/xml"), contentType("text/json"),
				contentType("application/x-www-form-urlencoded"), contentType("multipart/form-data; boundary=x"),
				contentType("application/merge-patch+json"), contentType("application/*"), contentType("*/*"),
				contentType("application"), contentType("application/"), contentType("/json"), contentType(";"),
				contentType("application/json; charset=\"utf-8"), contentType("application/json; charset=klingon"),
				contentType("application/json, text/plain"),
				sound(415, "unsupported_media_type").without("Content-Type"), accept("/v1/payments", "text/html"),
				accept("/v1/payments", "application/xml"), accept("/v1/payments", "application/json;q=0"),
				accept("/v1/payments", "text/event-stream"), accept("/v1/payments", "broken"),
				accept("/v1/payments", "a/b;q=x"), accept("/v1/payments", ";;,,"), accept("/v1/payments", ";;;"),
				accept("/v1/payments", "text/plain,".repeat(200) + "text/html"), accept("/", ";;;"),
				accept("/", "text/plain,".repeat(200) + "text/x"),
				accept("/v1/payments", "application/json;q=0, application/*;q=0, text/*;q=0"),
				sound(415, "unsupported_content_encoding").with("Content-Encoding", "gzip"),
				sound(415, "unsupported_content_encoding").with("Content-Encoding", "identity, br"),
				accept("/v1/events", "text/html"), accept("/v1/events", "broken"), accept(NO_SUCH_PAYMENT, "text/html"),
				accept(NO_SUCH_PAYMENT, "broken"), accept(NO_SUCH_PAYMENT + "/events", "text/html"));
	}

	static Stream<Case> sessions() {
		return Stream.of(session("", 400, "body_missing"), session("{", 400, "malformed_json"),
				session("[]", 400, "invalid_body"), session("{}", 422, "missing_field"),
				session("{\"api_key\": null}", 422, "missing_field"), session("{\"api_key\": 1}", 422, "invalid_type"),
				session("{\"api_key\": \"\"}", 422, "invalid_value"),
				session("{\"api_key\": \"\\u0000\"}", 422, "invalid_value"),
				session("{\"api_key\": \"" + "x".repeat(201) + "\"}", 422, "invalid_value"),
				session("{\"api_key\": \"x\", \"next\": \"/\"}", 422, "unknown_field"),
				session("{\"api_key\": \"sk_wrong\"}", 401, "invalid_api_key"));
	}

	static Stream<Case> sizes() {
		byte[] large = bytes("{" + SOUND + ", \"description\": \"" + "x".repeat(1 << 20) + "\"}");
		byte[] slightlyLarge = bytes("{" + SOUND + "}" + " ".repeat(500 << 10));
		byte[] largeOperation = bytes("{}" + " ".repeat(64 << 10));
		Case operation = request("POST", NO_SUCH_PAYMENT + "/refunds", 413, "body_too_large")
			.with("Content-Type", "application/json")
			.withBody(largeOperation);
		return Stream.of(operation, operation.chunked(), post(large, 413, "body_too_large"),
				post(slightlyLarge, 413, "body_too_large"), post(large, 413, "body_too_large").chunked(),
				post(slightlyLarge, 413, "body_too_large").chunked());
	}

	@Test
	void namesEveryFieldAtFault() {
		String body = "{\"amount\": \"1\", \"currency\": \"eur\", \"a/b~c\": 1, \"metadata\": {\"a/b\": 1}}";

		JsonNode problem = this.json.readTree(this.http.send(body(body, 422, "").bytes()).body());

		assertThat(problem.path("errors").values()).extracting((error) -> error.path("pointer").asString())
			.containsExactly("/amount", "/currency", "/payment_method", "/metadata/a~1b", "/a~1b~0c");
		assertThat(problem.path("detail")).isEqualTo(problem.path("errors").path(0).path("detail"));
	}

	@Test
	void namesTheFirstOfManyFaultsAndCountsTheRest() {
		String unknown = IntStream.range(0, 500)
			.mapToObj((i) -> ", \"" + "n".repeat(60) + i + "\": 1")
			.collect(Collectors.joining());

		RawHttp.Answer answer = this.http.send(body("{" + SOUND + unknown + "}", 422, "").bytes());

		JsonNode errors = this.json.readTree(answer.body()).path("errors");
		assertThat(errors.size()).isEqualTo(21);
		assertThat(errors.path(0).path("pointer").asString()).isEqualTo("/" + "n".repeat(40) + "…");
		assertThat(errors.path(20).path("pointer").asString()).isEmpty();
		assertThat(errors.path(20).path("detail").asString()).isEqualTo("and 480 more.");
		assertThat(answer.body()).hasSizeLessThan(4000);
	}

	@Test
	void repeatsWholeCharactersOfAName() {
		String name = "n".repeat(39) + "😀".repeat(10);

		RawHttp.Answer answer = this.http.send(body("{" + SOUND + ", \"" + name + "\": 1}", 422, "").bytes());

		assertThat(this.json.readTree(answer.body()).path("errors").path(0).path("pointer").asString())
			.isEqualTo("/" + "n".repeat(39) + "😀…");
	}

	@Test
	void saysHowABodyMayBeEncoded() {
		Case gzip = sound(415, "").with("Content-Encoding", "gzip");

		assertThat(this.http.send(gzip.bytes()).header("Accept-Encoding")).isEqualTo("identity");
		assertThat(this.http.send(body("{}", 422, "").with("Content-Encoding", "Identity").bytes()).status())
			.isEqualTo(422);
	}

	@Test
	void saysWhichMethodsAFileOffers() {
		RawHttp.Answer answer = this.http.send(request("PUT", "/index.html", 405, "").bytes());

		assertThat(answer.status()).isEqualTo(405);
		assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
	}

	@Test
	void saysWhichMethodsThereAre() {
		assertThat(this.http.send(request("PUT", "/v1/payments", 405, "").bytes()).header("Allow"))
			.isEqualTo("GET, HEAD, OPTIONS, POST");
		assertThat(this.http.send(request("PUT", "/v1/session", 405, "").bytes()).header("Allow"))
			.isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH, POST");
	}

	@Test
	void makesATraceIdWhereTheCallersIsBroken() {
		for (String broken : List.of("", "x", "00-4bf9-1-01", "00-aaaaaaaa4111111111111111aaaaaaaa-00f067aa0ba902b7-01",
				"00-" + TRACE_ID.toUpperCase(Locale.ROOT) + "-00f067aa0ba902b7-01")) {
			RawHttp.Answer answer = this.http
				.send(get("/v1/nothing", 404, "not_found").with("traceparent", broken).bytes());

			assertThat(this.json.readTree(answer.body()).path("trace_id").asString()).matches("[0-9a-f]{32}")
				.isNotEqualTo(TRACE_ID)
				.doesNotContain("4111111111111111");
		}
	}

	@ParameterizedTest
	@MethodSource
	void isAnsweredByTheServerItself(String request, int status) {
		RawHttp.Answer answer = this.http.send(bytes(request));

		assertThat(answer.status()).isEqualTo(status);
	}

	static Stream<Arguments> isAnsweredByTheServerItself() {
		String end = "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
		return Stream.of(Arguments.of("GET /v1/" + "x".repeat(25_000) + " HTTP/1.1" + end, 414),
				Arguments.of("GET /v1/payments HTTP/1.1\r\nX-Long: " + "x".repeat(20_000) + end, 431),
				Arguments.of("GET /v1/payments/%zz HTTP/1.1" + end, 400),
				Arguments.of("GET /v1/payments?limit=%zz HTTP/1.1" + end, 400),
				Arguments.of("POST /v1/payments HTTP/1.1\r\nContent-Length: x" + end, 400),
				Arguments.of("POST /v1/payments HTTP/1.1\r\nContent-Length: -1" + end, 400),
				Arguments.of("GET /v1/payments HTTP/9" + end, 400), Arguments.of("nonsense\r\n\r\n", 400));
	}

	private static Case body(String body, int status, String code) {
		return post(bytes(body), status, code);
	}

	/** A sound payment with a field replaced or added. */
	private static Case fields(String field, String code) {
		return fields(field, 422, code);
	}

	private static Case fields(String field, int status, String code) {
		String name = field.substring(0, field.indexOf(':'));
		String others = Stream.of(SOUND.split(", ", -1))
			.filter((other) -> !other.startsWith(name + ":"))
			.collect(Collectors.joining(", "));
		return body("{" + others + ", " + field + "}", status, code);
	}

	private static String entries(int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> "\"k" + i + "\": \"v\"")
			.collect(Collectors.joining(", ", "{", "}"));
	}

	private static Case sound(int status, String code) {
		return body("{" + SOUND + "}", status, code);
	}

	private static Case post(byte[] body, int status, String code) {
		return request("POST", "/v1/payments", status, code).with("Content-Type", "application/json").withBody(body);
	}

	private static Case session(String body, int status, String code) {
		return request("POST", "/v1/session", status, code).without("Authorization")
			.with("Content-Type", "application/json")
			.withBody(bytes(body));
	}

	private static Case contentType(String type) {
		return sound(415, "unsupported_media_type").with("Content-Type", type);
	}

	private static Case accept(String path, String accept) {
		return get(path, 406, "not_acceptable").with("Accept", accept);
	}

	private static Case authorization(String value, String code) {
		return get("/v1/payments", 401, code).with("Authorization", value);
	}

	private static Case get(String path, int status, String code) {
		return request("GET", path, status, code);
	}

	private static Case query(String path) {
		return get(path, 422, "invalid_parameter");
	}

	private static Case request(String method, String path, int status, String code) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Host", "localhost");
		headers.put("Connection", "close");
		headers.put("traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-01");
		headers.put("Authorization", "Bearer sk_test_of_bad_input");
		return new Case(method, path, headers, "", status, code);
	}

	private static byte[] bytes(Object... parts) {
		var out = new ByteArrayOutputStream();
		for (Object part : parts) {
			if (part instanceof Integer number) {
				out.write(number);
			}
			else {
				out.writeBytes(part.toString().getBytes(StandardCharsets.UTF_8));
			}
		}
		return out.toByteArray();
	}

	/**
	 * A request at fault, and how it is answered.
	 *
	 * @param body its octets, one a character
	 */
	record Case(String method, String path, Map<String, String> headers, String body, int status, String code) {

		Case with(String name, String value) {
			Map<String, String> more = new LinkedHashMap<>(this.headers);
			more.put(name, value);
			return new Case(this.method, this.path, more, this.body, this.status, this.code);
		}

		Case without(String name) {
			Map<String, String> fewer = new LinkedHashMap<>(this.headers);
			fewer.remove(name);
			return new Case(this.method, this.path, fewer, this.body, this.status, this.code);
		}

		Case withBody(byte[] body) {
			String octets = new String(body, StandardCharsets.ISO_8859_1);
			Case bodied = new Case(this.method, this.path, this.headers, octets, this.status, this.code);
			return bodied.with("Content-Length", Integer.toString(body.length));
		}

		Case chunked() {
			StringBuilder chunks = new StringBuilder();
			for (int start = 0; start < this.body.length(); start += 8000) {
				String chunk = this.body.substring(start, Math.min(start + 8000, this.body.length()));
				chunks.append(Integer.toHexString(chunk.length())).append("\r\n").append(chunk).append("\r\n");
			}
			return new Case(this.method, this.path, this.headers, chunks + "0\r\n\r\n", this.status, this.code)
				.without("Content-Length")
				.with("Transfer-Encoding", "chunked");
		}

		String instance() {
			int query = this.path.indexOf('?');
			return (query < 0) ? this.path : this.path.substring(0, query);
		}

		byte[] bytes() {
			String head = this.headers.entrySet()
				.stream()
				.map((header) -> header.getKey() + ": " + header.getValue() + "\r\n")
				.collect(Collectors.joining());
			var out = new ByteArrayOutputStream();
			out.writeBytes(BadInputTests.bytes(this.method + " " + this.path + " HTTP/1.1\r\n" + head + "\r\n"));
			out.writeBytes(this.body.getBytes(StandardCharsets.ISO_8859_1));
			return out.toByteArray();
		}

		@Override
		public String toString() {
			String text = this.status + " " + this.code + ": " + this.method + " " + this.path + " " + this.body;
			return (text.length() > 400) ? text.substring(0, 400) + "…" : text;
		}

	}

}
