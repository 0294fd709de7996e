package dev.sluice.http.origins;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import dev.sluice.testing.RawHttp;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Pages of the origins that are named use the API, and no others do. */
@SluiceTest
@TestPropertySource(properties = { "sluice.web.cors.allowed-origins=https://shop.example,http://localhost:3000",
		"sluice.attempts.credentials=1", "sluice.attempts.period=1h" })
class CorsTests {

	private static final String SHOP = "Origin: https://shop.example";

	private static final String KEY = "Authorization: Bearer sk_demo_sluice";

	private final RawHttp http;

	private final int port;

	CorsTests(@LocalServerPort int port) {
		this.http = new RawHttp(port);
		this.port = port;
	}

	@Test
	void tellsABrowserBeforehandWhatAPageMayDo() {
		for (int i = 0; i < 5; i++) {
			RawHttp.Answer answer = ask("OPTIONS /v1/payments", SHOP, "Access-Control-Request-Method: POST",
					"Access-Control-Request-Headers: authorization,content-type,idempotency-key,prefer,last-event-id,request-id");

			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
			assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST", "DELETE", "PATCH");
			assertThat(answer.header("Access-Control-Allow-Headers").toLowerCase(Locale.ROOT)).contains("authorization",
					"content-type", "idempotency-key", "prefer", "last-event-id", "request-id");
			assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("3600");
			assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
			assertThat(answer.header("Vary")).contains("Origin", "Access-Control-Request-Method",
					"Access-Control-Request-Headers");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/payments", "/v1/currencies", "/v%31/payments", "/openapi.yaml", "/asyncapi.yaml" })
	void letsAPageReadWhatIsAnswered(String path) {
		RawHttp.Answer answer = ask("GET " + path, SHOP, KEY);

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
		assertThat(List.of(answer.header("Access-Control-Expose-Headers").split(", ", -1))).contains("Request-Id",
				"Location", "Link", "Idempotent-Replayed", "Preference-Applied", "RateLimit", "RateLimit-Policy",
				"Retry-After");
		assertThat(answer.header("Vary")).contains("Origin");
	}

	@Test
	void letsAPageReadRefusalsToo() {
		assertThat(ask("GET /v1/payments", SHOP).status()).isEqualTo(401);
		for (String refused : List.of("GET /v1/payments", "GET /v1/nothing", "GET /v1/payments?%zz",
				"PUT /v1/payments")) {
			RawHttp.Answer answer = ask(refused, SHOP);

			assertThat(answer.status()).as(refused).isBetween(400, 499);
			assertThat(answer.body()).contains("\"trace_id\"");
			assertThat(answer.header("Access-Control-Allow-Origin")).as(refused).isEqualTo("https://shop.example");
		}
	}

	@Test
	void letsAPageFollowAStream() {
		String begun = this.http.read(("GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
				+ KEY + "\r\n" + SHOP + "\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8), "\r\n\r\n");

		assertThat(begun).contains("200 OK").containsIgnoringCase("Access-Control-Allow-Origin: https://shop.example");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example", "http://shop.example", "https://shop.example:8443",
			"https://shop.example.evil.example", "https://a.shop.example", "null" })
	void refusesPagesOfOtherOrigins(String origin) {
		for (String request : List.of("OPTIONS /v1/payments", "GET /v1/payments", "POST /v1/payments")) {
			RawHttp.Answer answer = ask(request, "Origin: " + origin, KEY, "Access-Control-Request-Method: POST",
					"Content-Length: 0");

			assertThat(answer.status()).as(request).isEqualTo(403);
			assertThat(answer.body()).contains("\"code\":\"origin_not_allowed\"");
			assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
			assertThat(answer.header("Vary")).contains("Origin");
		}
	}

	@Test
	void refusesHeadersAndMethodsThatTheApiDoesNotHave() {
		assertThat(ask("OPTIONS /v1/payments", SHOP, "Access-Control-Request-Method: TRACE").status()).isEqualTo(403);
		assertThat(ask("OPTIONS /v1/payments", SHOP, "Access-Control-Request-Method: GET",
				"Access-Control-Request-Headers: x-other")
			.status()).isEqualTo(403);
	}

	@Test
	void knowsItsOwnPage() {
		assertThat(ask("GET /v1/payments", "Origin: http://localhost:" + this.port, KEY).status()).isEqualTo(200);
		assertThat(ask("GET /v1/payments", "Origin: https://pay.example", "Sec-Fetch-Site: same-origin", KEY).status())
			.isEqualTo(200);
	}

	@Test
	void givesTheDemoKeyToNoOtherPage() {
		assertThat(ask("GET /demo", SHOP).header("Access-Control-Allow-Origin")).isEmpty();
	}

	@Test
	void takesNoSessionFromAnotherPage() {
		String cookie = "Cookie: sluice_session=" + session();

		assertThat(ask("GET /v1/payments", cookie).status()).isEqualTo(200);
		RawHttp.Answer refused = ask("GET /v1/payments", cookie, SHOP, "Sec-Fetch-Site: same-site");
		assertThat(refused.status()).isEqualTo(403);
		assertThat(refused.body()).contains("\"code\":\"session_required_same_origin\"");
	}

	@Test
	void takesASessionFromAPageThatWasGivenThat() {
		Origins asked = new Origins(new CorsSettings(List.of("https://shop.example"), true, Duration.ofHours(1)));

		for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
			assertThat(asked.mayUseSession(from("https://shop.example", method))).isTrue();
			assertThat(asked.mayUseSession(from("https://evil.example", method))).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "shop.example", "https://shop.example/", "https://Shop.example",
			"https://shop.example:443", "https://*.shop.example", "null", "file://", "" })
	void knowsNoOriginThatABrowserWouldNotName(String origin) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new CorsSettings(List.of(origin), false, Duration.ofHours(1)))
			.withMessageContaining("sluice.web.cors.allowed-origins");
	}

	@Test
	void givesSessionsToNoPageWhatever() {
		assertThatIllegalArgumentException().isThrownBy(() -> new CorsSettings(List.of("*"), true, Duration.ofHours(1)))
			.withMessageContaining("sluice.web.cors.allow-credentials");
	}

	private static MockServerHttpRequest from(String origin, HttpMethod method) {
		return MockServerHttpRequest.method(method, "/v1/payments").header("Origin", origin).build();
	}

	private String session() {
		String body = "{\"api_key\":\"sk_demo_sluice\"}";
		String cookie = this.http
			.send(("POST /v1/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
					+ "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
				.getBytes(StandardCharsets.UTF_8))
			.header("Set-Cookie");
		return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
	}

	private RawHttp.Answer ask(String request, String... headers) {
		return this.http.send((request + " HTTP/1.1\r\nHost: localhost:" + this.port + "\r\nConnection: close\r\n"
				+ String.join("\r\n", headers) + "\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8));
	}

}
