package dev.sluice.http.streams;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import dev.sluice.testing.tls.RawHttp2;
import dev.sluice.testing.tls.TlsClients;
import dev.sluice.testing.tls.TlsTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** By HTTP/2 the same rules hold as by HTTP/1.1, on each stream of a connection. */
@TlsTest
@ExtendWith(OutputCaptureExtension.class)
class Http2Tests {

	private static final String TERMS = "{\"amount\":1999,\"currency\":\"EUR\",\"payment_method\":\"pm_card_visa\"}";

	/** ENHANCE_YOUR_CALM. */
	private static final int CALM = 11;

	private final HttpClient client = TlsClients.known();

	private final URI address;

	private final int port;

	Http2Tests(@LocalServerPort int port) {
		this.port = port;
		this.address = URI.create("https://localhost:" + port);
	}

	@Test
	void isSpokenBesideHttp1() throws Exception {
		for (Version version : Version.values()) {
			HttpResponse<String> answer = send(request("/v1/currencies").version(version));

			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.version()).isEqualTo(version);
			assertThat(answer.headers().allValues("Date")).hasSize(1);
			assertThat(answer.headers().allValues("Request-Id")).hasSize(1);
			assertThat(answer.headers().map()).doesNotContainKey("server");
		}
	}

	@Test
	void takesAPayment() throws Exception {
		HttpResponse<String> made = send(payment().POST(BodyPublishers.ofString(TERMS)));

		assertThat(made.version()).isEqualTo(Version.HTTP_2);
		assertThat(made.statusCode()).isEqualTo(201);
		assertThat(made.headers().firstValue("Location").orElseThrow()).startsWith("/v1/payments/pay_");
	}

	@ParameterizedTest
	@CsvSource({ "/v1/payments?reference=x#25000, 414, uri_too_long", "/v1/payments?x=1, 422, invalid_parameter",
			"/v1/nothing, 404, not_found" })
	void refusesByAProblem(String path, int status, String code) throws Exception {
		int more = path.indexOf('#');
		String whole = (more < 0) ? path
				: path.substring(0, more) + "x".repeat(Integer.parseInt(path.substring(more + 1)));
		HttpResponse<String> refused = send(request(whole));

		assertThat(refused.version()).isEqualTo(Version.HTTP_2);
		assertThat(refused.statusCode()).isEqualTo(status);
		assertThat(refused.body()).contains("\"code\":\"" + code, "\"trace_id\"");
		assertThat(refused.headers().allValues("Date")).hasSize(1);
	}

	@Test
	void refusesHeadersThatAreTooLarge() throws Exception {
		HttpResponse<String> refused = send(request("/v1/payments").header("X-Large", "x".repeat(17_000)));

		assertThat(refused.statusCode()).isEqualTo(431);
		assertThat(refused.body()).contains("\"code\":\"headers_too_large\"");
	}

	@Test
	void answersToItsOwnNamesAlone() throws Exception {
		try (RawHttp2 raw = new RawHttp2(this.port)) {
			byte[] foreign = new String(RawHttp2.get(), StandardCharsets.ISO_8859_1).replace("localhost", "evil.site")
				.getBytes(StandardCharsets.ISO_8859_1);
			raw.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS_AND_STREAM, 1, foreign);

			assertThat(bodyOf(raw)).contains("misdirected_request", "/v1/currencies");
		}
	}

	@Test
	void endsABodyThatDribbles() throws Exception {
		Flow.Publisher<ByteBuffer> dribbling = JdkFlowAdapter
			.publisherToFlowPublisher(Flux.concat(Flux.just(bytes("{\"amount\"")), Flux.never()));

		HttpResponse<String> late = send(payment().POST(BodyPublishers.fromPublisher(dribbling)));

		assertThat(late.statusCode()).isEqualTo(408);
		assertThat(late.body()).contains("\"code\":\"body_timeout\"");
	}

	@Test
	void refusesABodyThatIsTooLarge() throws Exception {
		byte[] large = new byte[1_000_000];
		for (BodyPublisher body : List.of(BodyPublishers.ofByteArray(large),
				BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large)))) {
			HttpResponse<String> refused = send(payment().POST(body));

			assertThat(refused.statusCode()).isEqualTo(413);
			assertThat(refused.body()).contains("\"code\":\"body_too_large\"");
		}
		takesAPaymentAfterwards();
	}

	@Test
	void streamsEvents() throws Exception {
		HttpResponse<Stream<String>> stream = this.client
			.send(request("/v1/events").header("Accept", "text/event-stream").build(), BodyHandlers.ofLines());
		assertThat(stream.version()).isEqualTo(Version.HTTP_2);

		takesAPaymentAfterwards();

		try (Stream<String> lines = stream.body()) {
			assertThat(lines.anyMatch("event: payment.created"::equals)).isTrue();
		}
	}

	@Test
	void compressesWhatIsLarge() throws Exception {
		HttpResponse<String> answer = send(request("/openapi.yaml").header("Accept-Encoding", "gzip"));

		assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
		assertThat(answer.headers().firstValue("Vary")).hasValue("Accept-Encoding");
	}

	@Test
	void tellsHowManyStreamsThereMayBe() throws Exception {
		try (RawHttp2 raw = new RawHttp2(this.port)) {
			RawHttp2.Frame settings = raw.read();
			assertThat(settings.type()).isEqualTo(RawHttp2.SETTINGS);

			ByteBuffer values = ByteBuffer.wrap(settings.payload());
			long streams = -1;
			while (values.hasRemaining()) {
				int name = values.getShort();
				int value = values.getInt();
				streams = (name == 3) ? value : streams;
			}
			assertThat(streams).isEqualTo(100);
		}
	}

	@Test
	void endsAConnectionOnWhichAHeadDribbles() throws Exception {
		try (RawHttp2 raw = new RawHttp2(this.port)) {
			raw.send(RawHttp2.HEADERS, 1, 1, RawHttp2.get());

			assertThat(raw.readAll()).noneMatch((frame) -> frame.type() == RawHttp2.HEADERS);
		}
	}

	@Test
	void endsAFloodOfResets() throws Exception {
		assertThatEnded((raw, i) -> {
			int stream = 2 * i + 1;
			raw.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS_AND_STREAM, stream, RawHttp2.get());
			raw.send(RawHttp2.RESET, 0, stream, new byte[] { 0, 0, 0, 8 });
		});
	}

	@Test
	void endsAFloodOfContinuations() throws Exception {
		assertThatEnded((raw, i) -> raw.send((i == 0) ? RawHttp2.HEADERS : RawHttp2.CONTINUATION, 0, 1,
				(i == 0) ? RawHttp2.get() : new byte[0]));
	}

	@Test
	void logsNothingOfConnectionsThatBreak(CapturedOutput output) throws Exception {
		for (int i = 0; i < 5; i++) {
			RawHttp2 raw = new RawHttp2(this.port);
			var _ = raw.read();
			raw.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS_AND_STREAM, 1, RawHttp2.get());
			raw.breakOff();
		}
		takesAPaymentAfterwards();

		assertThat(output.getAll()).doesNotContain("exceptionCaught() event", "Connection reset");
	}

	private void assertThatEnded(Flood flood) throws Exception {
		try (RawHttp2 raw = new RawHttp2(this.port)) {
			try {
				for (int i = 0; i < 2000; i++) {
					flood.send(raw, i);
				}
			}
			catch (IOException ex) {
				// It has heard enough.
			}
			assertThat(raw.readAll()).anyMatch(Http2Tests::saysToCalmDown);
		}
		takesAPaymentAfterwards();
	}

	private static boolean saysToCalmDown(RawHttp2.Frame frame) {
		return frame.type() == RawHttp2.GOAWAY && frame.payload()[7] == CALM;
	}

	private static String bodyOf(RawHttp2 raw) throws Exception {
		RawHttp2.Frame frame = raw.read();
		while (frame.type() != 0) {
			frame = raw.read();
		}
		return new String(frame.payload(), StandardCharsets.UTF_8);
	}

	private void takesAPaymentAfterwards() throws Exception {
		assertThat(send(payment().POST(BodyPublishers.ofString(TERMS))).statusCode()).isEqualTo(201);
	}

	private HttpRequest.Builder payment() {
		return request("/v1/payments").header("Content-Type", "application/json");
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(this.address.resolve(path)).header("Authorization", "Bearer sk_demo_sluice");
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	/** What is sent again and again. */
	private interface Flood {

		void send(RawHttp2 raw, int i) throws Exception;

	}

}
