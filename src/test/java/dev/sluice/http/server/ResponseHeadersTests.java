package dev.sluice.http.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/** What every answer carries. */
@SluiceTest
class ResponseHeadersTests {

	/** What is described in it grows. */
	private static final int LARGEST = 4 * 1024 * 1024;

	private final String gateway;

	private final WebTestClient http;

	ResponseHeadersTests(@LocalServerPort int port) {
		this.gateway = "http://localhost:" + port;
		this.http = WebTestClient.bindToServer()
			.responseTimeout(Patience.LONG)
			.baseUrl(this.gateway)
			.defaultHeaders((headers) -> headers.setBearerAuth("sk_demo_sluice"))
			.build();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/page/frame/app.js", "/page/frame/frame.css", "/demo", "/openapi.yaml",
			"/asyncapi.yaml", "/nothing", "/v1/payments", "/v1/nothing", "/v1/payments?limit=0", "/v1/%2e%2e%2f" })
	void keepsBrowsersFromDoingHarm(String path) {
		get(path).expectHeader()
			.valueEquals("X-Content-Type-Options", "nosniff")
			.expectHeader()
			.valueEquals("Referrer-Policy", "no-referrer")
			.expectHeader()
			.value("Content-Security-Policy",
					(policy) -> assertThat(policy)
						.contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'",
								"base-uri 'none'")
						.doesNotContain("unsafe", "*"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/payments", "/v1/events", "/v1/nothing", "/v1/payments?limit=0", "/v%31/payments",
			"/%76%31/payments/none", "/v1;a=b/payments" })
	void keepsWhatTheApiSaysOutOfCaches(String path) {
		get(path).expectHeader().cacheControl(CacheControl.noStore());
	}

	@Test
	void servesThePage() {
		get("/").expectStatus().isOk().expectHeader().contentTypeCompatibleWith(MediaType.TEXT_HTML);
	}

	@Test
	void answersHeadOfThePageAsGetButWithoutABody() throws Exception {
		HttpRequest.Builder page = HttpRequest.newBuilder(URI.create(this.gateway + "/"));
		try (HttpClient client = HttpClient.newHttpClient()) {
			HttpResponse<String> get = client.send(page.GET().build(), BodyHandlers.ofString());

			HttpResponse<String> head = client.send(page.HEAD().build(), BodyHandlers.ofString());

			assertThat(head.statusCode()).isEqualTo(200);
			assertThat(head.body()).isEmpty();
			assertThat(lasting(head)).isEqualTo(lasting(get));
		}
	}

	/** Without what is another one each time. */
	private static Map<String, List<String>> lasting(HttpResponse<?> answer) {
		Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
		headers.keySet().removeAll(Set.of("date", "request-id"));
		return headers;
	}

	@ParameterizedTest
	@CsvSource({ "/openapi.yaml, openapi: 3.1", "/asyncapi.yaml, asyncapi: 3.0" })
	void servesTheDescriptionsOfTheApiToEverybody(String path, String start) {
		this.http.mutate()
			.defaultHeaders((headers) -> headers.remove("Authorization"))
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(LARGEST))
			.build()
			.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.APPLICATION_YAML)
			.expectBody(String.class)
			.value((document) -> assertThat(document).startsWith(start));
	}

	@Test
	void answersWhatIsNotThereWithAProblem() {
		get("/nothing").expectStatus()
			.isNotFound()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("not_found");
	}

	private ResponseSpec get(String path) {
		return this.http.get().uri(URI.create(this.gateway + path)).exchange();
	}

}
