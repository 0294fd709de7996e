package dev.sluice.http.connection;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

import dev.sluice.testing.RawHttp;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers end where their reader sees that they end, and are as small as it can read. */
@SluiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FramingTests {

	private static final String SCRIPT = "/page/frame/app.js";

	private final String gateway;

	private final RawHttp http;

	private final Shop shop;

	FramingTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.gateway = "http://localhost:" + port;
		this.http = new RawHttp(port);
		this.shop = Shop.open(database, port);
	}

	@BeforeAll
	void somePayments() {
		for (int i = 0; i < 5; i++) {
			var _ = this.shop.pay("automatic", "pm_card_visa");
		}
	}

	@ParameterizedTest
	@CsvSource({ "/v1/payments, text/csv", "/v1/payments, application/x-ndjson", "/v1/events, application/x-ndjson",
			"/v1/payments, application/json", "/v1/events, application/json" })
	void sendsNoChunksToReadersOfHttp10(String path, String type) {
		RawHttp.Answer answer = this.http
			.send(request("GET", path, "HTTP/1.0", "Accept: " + type + "\r\nAccept-Encoding: gzip\r\nConnection: close")
				.getBytes(StandardCharsets.UTF_8));

		assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
		assertThat(answer.header("Transfer-Encoding")).isEmpty();
		assertThat(answer.header("Content-Encoding")).isEmpty();
		assertThat(answer.body()).doesNotStartWith("1").contains("pay_");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/csv", "application/x-ndjson" })
	void endsTheConnectionWhereNothingElseTellsTheEnd(String type) {
		RawHttp.Answer answer = this.http
			.send(request("GET", "/v1/payments", "HTTP/1.0", "Accept: " + type + "\r\nConnection: keep-alive")
				.getBytes(StandardCharsets.UTF_8));

		assertThat(answer.header("Connection")).isEqualTo("close");
		assertThat(answer.body()).contains("pay_");
	}

	@Test
	void sendsNoChunksOfAStreamToReadersOfHttp10() throws Exception {
		byte[] request = request("GET", "/v1/events?after=0", "HTTP/1.0", "Accept: text/event-stream")
			.getBytes(StandardCharsets.UTF_8);

		String answer = this.http.read(request, "id: 2");

		assertThat(answer).contains("Content-Type: text/event-stream", "\r\n\r\n")
			.doesNotContainIgnoringCase("Transfer-Encoding");
		assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).doesNotContainPattern("(?m)^[0-9a-f]+\r$");
	}

	@ParameterizedTest
	@ValueSource(strings = { "bytes=999999999-", "bytes=0-1", "bytes=0-1,4-5", "bytes=-1", "bytes=5-1", "nonsense" })
	void servesFilesWholeWhateverRangeIsAskedFor(String range) throws Exception {
		for (String path : new String[] { SCRIPT, "/", "/openapi.yaml", "/asyncapi.yaml" }) {
			HttpResponse<byte[]> answer = send("GET", path, "Range", range);

			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.headers().firstValue("Accept-Ranges")).isEmpty();
			assertThat(answer.headers().firstValue("Content-Range")).isEmpty();
			assertThat(answer.body()).isEqualTo(send("GET", path, "X-Nothing", "x").body());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "bytes=999999999-", "bytes=0-1,4-5" })
	void answersHeadOfFilesAsGetButWithoutABody(String range) throws Exception {
		String request = request("HEAD", SCRIPT, "HTTP/1.1", "Range: " + range)
				+ request("HEAD", SCRIPT, "HTTP/1.1", "Connection: close");

		String answers = this.http.read(request.getBytes(StandardCharsets.UTF_8), "\0");

		String length = String.valueOf(send("GET", SCRIPT, "X-Nothing", "x").body().length);
		assertThat(answers.split("HTTP/1.1 200 OK\r\n", -1)).hasSize(3);
		assertThat(answers.split("Content-Length: " + length + "\r\n", -1)).hasSize(3);
		assertThat(answers).endsWith("\r\n\r\n").doesNotContain("function", "import");
	}

	@ParameterizedTest
	@CsvSource({ "/v1/payments, application/json", "/v1/payments, application/x-ndjson", "/v1/payments, text/csv",
			"/v1/events?after=0, application/json", "/v1/events?after=0, application/x-ndjson",
			"/page/frame/app.js, */*" })
	void compressesListsExportsAndFiles(String path, String type) throws Exception {
		HttpResponse<byte[]> plain = send("GET", path, "Accept", type);

		HttpResponse<byte[]> compressed = send("GET", path, "Accept", type, "Accept-Encoding", "gzip");

		assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
		assertThat(plain.headers().allValues("Vary")).contains("Accept-Encoding");
		assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
		assertThat(compressed.headers().allValues("Vary")).contains("Accept-Encoding");
		assertThat(compressed.body().length).isLessThan(plain.body().length);
		assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes())
			.isEqualTo(plain.body());
	}

	@ParameterizedTest
	@CsvSource({ "/v1/payments, application/json", "/v1/events?after=0, application/json", "/page/frame/app.js, */*",
			"/openapi.yaml, */*", "/asyncapi.yaml, */*", "/demo, */*" })
	void tellsByHeadNoLengthThatGetWouldNotTell(String path, String type) throws Exception {
		for (String coding : new String[] { "gzip", "br, deflate", "br", "gzip;q=0" }) {
			HttpResponse<byte[]> get = send("GET", path, "Accept", type, "Accept-Encoding", coding);
			HttpResponse<byte[]> head = send("HEAD", path, "Accept", type, "Accept-Encoding", coding);

			assertThat(head.statusCode()).isEqualTo(get.statusCode());
			if (head.headers().firstValue("Content-Length").isPresent()) {
				assertThat(head.headers().allValues("Content-Length")).as(coding)
					.isEqualTo(get.headers().allValues("Content-Length"));
			}
			assertThat(head.headers().allValues("Vary")).isEqualTo(get.headers().allValues("Vary"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/demo", "/v1/nothing", "/v1/currencies?nothing=1" })
	void leavesWhatIsSmallAsItIs(String path) throws Exception {
		HttpResponse<byte[]> answer = send("GET", path, "Accept-Encoding", "gzip");

		assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
		assertThat(answer.headers().firstValue("Content-Length")).contains(String.valueOf(answer.body().length));
	}

	@Test
	void neverCompressesAStream() throws Exception {
		String answer = this.http
			.read(request("GET", "/v1/events?after=0", "HTTP/1.1", "Accept: text/event-stream\r\nAccept-Encoding: gzip")
				.getBytes(StandardCharsets.UTF_8), "id: 2");

		assertThat(answer).doesNotContainIgnoringCase("Content-Encoding");
	}

	private HttpResponse<byte[]> send(String method, String path, String... headers) throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(HttpRequest.newBuilder(URI.create(this.gateway + path))
				.header("Authorization", "Bearer " + this.shop.merchant().apiKey())
				.headers(headers)
				.method(method, HttpRequest.BodyPublishers.noBody())
				.build(), BodyHandlers.ofByteArray());
		}
	}

	private String request(String method, String path, String version, String header) {
		return method + " " + path + " " + version + "\r\nHost: localhost\r\nAuthorization: Bearer "
				+ this.shop.merchant().apiKey() + "\r\n" + header + "\r\n\r\n";
	}

}
