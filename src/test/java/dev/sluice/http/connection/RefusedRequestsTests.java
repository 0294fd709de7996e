package dev.sluice.http.connection;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.sluice.testing.RawHttp;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the server refuses before a handler runs, it answers with a problem that can
 * be found again, and the connection ends.
 */
@SluiceTest
class RefusedRequestsTests {

	private static final String CARD = "4242424242424242";

	private final JsonMapper json = new JsonMapper();

	private final RawHttp http;

	RefusedRequestsTests(@LocalServerPort int port) {
		this.http = new RawHttp(port);
	}

	@ParameterizedTest(name = "{index} {0}")
	@MethodSource({ "lines", "hosts", "headers", "bodies" })
	void answersWithAProblem(Case bad) {
		RawHttp.Answer answer = this.http.send(bad.bytes());

		assertThat(answer.status()).as(answer.toString()).isEqualTo(bad.status());
		assertThat(answer.header("Content-Type")).as(answer.toString()).isEqualTo("application/problem+json");
		assertThat(answer.header("Content-Length"))
			.isEqualTo(String.valueOf(answer.body().getBytes(StandardCharsets.UTF_8).length));
		assertThat(answer.header("Transfer-Encoding")).isEmpty();
		assertThat(answer.header("Connection")).isEqualTo("close");
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		assertThat(answer.header("Date")).isNotEmpty();
		JsonNode problem = this.json.readTree(answer.body());
		assertThat(problem.path("status").asInt()).isEqualTo(bad.status());
		assertThat(problem.path("code").asString()).isEqualTo(bad.code());
		assertThat(problem.path("type").asString()).isEqualTo("urn:sluice:problem:" + bad.code());
		assertThat(problem.path("detail").asString()).isNotBlank().doesNotContain("Exception", "netty");
		assertThat(problem.path("instance").asString()).startsWith("/");
		assertThat(problem.path("trace_id").asString()).matches("[0-9a-f]{32}").isEqualTo(answer.header("Request-Id"));
		assertThat(answer.body()).doesNotContain(CARD);
	}

	static Stream<Case> lines() {
		return inBothVersions((version) -> Stream.of(line("GET /" + "x".repeat(25_000) + version, 414, "uri_too_long"),
				line("GET /v1/payments?reference=" + CARD + "x".repeat(25_000) + version, 414, "uri_too_long"),
				line("GET /v1/payments/%zz" + version, 400, "invalid_request"),
				line("GET /v1/payments?limit=%zz" + version, 400, "invalid_request"),
				line("GET /v1/payments?limit=%" + version, 400, "invalid_request"),
				line("GET /v1/payments?limit=%1" + version, 400, "invalid_request"),
				line("GET /?x=\u001b[31m" + version, 400, "invalid_request"),
				line("GET /?x=\u007f" + version, 400, "invalid_request"),
				line("GET /?x=\u0000" + version, 400, "invalid_request"),
				line("GET /v1/payments#a" + version, 400, "invalid_request"),
				line("GET v1/payments" + version, 400, "invalid_request"),
				line("GET *" + version, 400, "invalid_request"), line("GET" + version, 400, "invalid_request"),
				line("GET ftp://localhost/" + version, 400, "invalid_request"),
				line("GET http:///v1" + version, 400, "invalid_host"),
				line("CONNECT localhost:443" + version, 400, "invalid_request"),
				line("G(E)T /" + version, 400, "invalid_request"), line("G\u001bT /" + version, 400, "invalid_request"),
				line("/" + version, 400, "invalid_request")));
	}

	static Stream<Case> hosts() {
		return Stream.concat(
				Stream.of(new Case("GET / HTTP/1.1\r\n\r\n", 400, "invalid_host"),
						new Case("GET / HTTP/9\r\nHost: localhost\r\n\r\n", 400, "invalid_request"),
						new Case("GET / HTTP/2.0\r\nHost: localhost\r\n\r\n", 505, "http_version_not_supported"),
						new Case("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "http_version_not_supported"),
						new Case("nonsense\r\n\r\n", 400, "invalid_request"),
						new Case("\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n", 400, "invalid_request")),
				inBothVersions((version) -> Stream
					.of("Host: ", "Host: a b", "Host: localhost\r\nHost: localhost",
							"Host: localhost\r\nHost: evil.example", "Host: local/host", "Host: user@localhost",
							"Host: localhost:port", "Host: localhost:99999", "Host: [::1", "Host: localhost?x",
							"Host: \u00fc.example", "Host: localhost, localhost")
					.map((host) -> new Case("GET /" + version + "\r\n" + host + "\r\n\r\n", 400, "invalid_host"))));
	}

	static Stream<Case> headers() {
		return inBothVersions((version) -> Stream.of(
				header(version, "Cookie: a=" + "x".repeat(17_000), 431, "headers_too_large"),
				header(version, "X: y\r\n".repeat(8000) + "X: y", 431, "headers_too_large"),
				header(version, "Expect: " + CARD, 417, "expectation_failed"),
				header(version, "no colon", 400, "invalid_request"),
				header(version, ": no name", 400, "invalid_request"), header(version, "a b: c", 400, "invalid_request"),
				header(version, "X: a\u0000b", 400, "invalid_request"),
				header(version, "Content-Length: x", 400, "invalid_request"),
				header(version, "Content-Length: -1", 400, "invalid_request")));
	}

	static Stream<Case> bodies() {
		String head = "POST /v1/session"
				+ " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
		return Stream
			.of("zz\r\n{}\r\n0\r\n\r\n", "-1\r\n{}\r\n0\r\n\r\n", "2\r\n{}x\r\n0\r\n\r\n", "fffffffffffffffff\r\n{}",
					"2\r\n{}\r\n0\r\nno colon\r\n\r\n")
			.map((chunks) -> new Case(head + chunks, 400, "invalid_request"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a|b", "{id}", "a^b", "`", "\"", "<x>", "a\\b", "ü€", "a[]=b" })
	void takesWhatBrowsersAndCurlSendAsItWasTyped(String typed) {
		RawHttp.Answer answer = send("GET /v1/payments?reference=" + typed
				+ " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer sk_demo_sluice\r\n\r\n");

		assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET http://localhost/demo HTTP/1.1\r\nHost: localhost",
			"GET HTTP://127.0.0.1:99/demo HTTP/1.0", "GET /demo HTTP/1.0",
			"\r\nGET /demo HTTP/1.1\r\nHost: localhost:80" })
	void takesWhatIsAllowed(String request) {
		RawHttp.Answer answer = send(request + "\r\nConnection: close\r\n\r\n");

		assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
	}

	private RawHttp.Answer send(String request) {
		return this.http.send(request.getBytes(StandardCharsets.UTF_8));
	}

	private static Stream<Case> inBothVersions(Function<String, Stream<Case>> cases) {
		return Stream.of(" HTTP/1.0", " HTTP/1.1").flatMap(cases);
	}

	private static Case line(String line, int status, String code) {
		return new Case(line + "\r\nHost: localhost\r\n\r\n", status, code);
	}

	private static Case header(String version, String header, int status, String code) {
		return new Case("GET /v1/payments" + version + "\r\nHost: localhost\r\n" + header + "\r\n\r\n", status, code);
	}

	/** A message at fault, one octet a character, and how it is answered. */
	record Case(String message, int status, String code) {

		byte[] bytes() {
			return this.message.getBytes(StandardCharsets.ISO_8859_1);
		}

		@Override
		public String toString() {
			return this.message.substring(0, Math.min(80, this.message.length())).replaceAll("\\p{Cntrl}+", " ");
		}

	}

}
