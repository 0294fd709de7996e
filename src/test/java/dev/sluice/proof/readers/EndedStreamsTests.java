package dev.sluice.proof.readers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.sluice.proof.AnotherWriter;
import dev.sluice.proof.Download;
import dev.sluice.proof.Instance;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** What is open when a key is revoked or a session ends, at whichever instance. */
@ExtendWith(OutputCaptureExtension.class)
class EndedStreamsTests {

	private static final Map<String, String> ATTENTIVE = Map.of("sluice.standing.check-interval", "500ms",
			"sluice.feed.heartbeat", "200ms");

	private static final String[] KEY = { "Authorization", "Bearer sk_demo_sluice" };

	private static final int PAYMENTS = 40_000;

	/** The first one over and over. */
	private static final String LOAD = """
			insert into payments (merchant_id, payment_id, version, position, status, currency, amount,
			  amount_authorized, amount_captured, capture_pending, amount_refunded, refund_pending, created_at, data)
			select merchant_id, ('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, version, position, status,
			       currency, amount, amount_authorized, amount_captured, capture_pending, amount_refunded,
			       refund_pending, created_at, data
			  from payments, generate_series(1, %d) i"""
		.formatted(PAYMENTS);

	private final TestDatabase database = TestDatabase.create();

	private final Instance here = Instance.start(this.database, ATTENTIVE);

	private final Instance there = Instance.start(this.database, ATTENTIVE);

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@AfterEach
	void stop() {
		this.here.close();
		this.there.close();
	}

	@Test
	void endWithASessionThatIsClosedAtAnyInstance() throws Exception {
		String[] session = signIn();
		String[] other = signIn();
		List<BufferedReader> streams = List.of(stream(this.here, session), stream(this.there, session),
				stream(this.there, session));
		BufferedReader others = stream(this.there, other);

		HttpResponse<String> closed = this.http.send(
				request(this.here, "/v1/session", session).header("Sec-Fetch-Site", "same-origin").DELETE().build(),
				BodyHandlers.ofString());

		assertThat(closed.statusCode()).isEqualTo(204);
		for (BufferedReader stream : streams) {
			assertThat(readToEnd(stream)).contains("event: end", "data: {\"reason\":\"session_ended\"}");
		}
		assertThat(open(this.there, "/v1/events", session).statusCode()).isEqualTo(401);
		assertThat(Stream.generate(() -> line(others)).limit(12)).contains(":").doesNotContain("event: end");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			update sessions set expires_at = now() - interval '1 second'     ; session_ended
			update api_keys set revoked_at = now()                           ; session_ended
			delete from sessions                                             ; session_ended
			""", delimiter = ';')
	void endWhenTheSessionDoes(String how, String reason) throws Exception {
		String[] session = signIn();
		List<BufferedReader> streams = List.of(stream(this.here, session), stream(this.there, session));

		execute(how);

		for (BufferedReader stream : streams) {
			assertThat(readToEnd(stream)).contains("event: end", "data: {\"reason\":\"" + reason + "\"}");
		}
	}

	@Test
	void endWithTheirKeyWhichIsNotKnownAnyMore() throws Exception {
		List<BufferedReader> streams = List.of(stream(this.here, KEY), stream(this.there, KEY));

		execute("update api_keys set revoked_at = now()");

		for (BufferedReader stream : streams) {
			assertThat(readToEnd(stream)).contains("event: end", "data: {\"reason\":\"invalid_api_key\"}");
		}
		assertThat(open(this.here, "/v1/events", KEY).statusCode()).isEqualTo(401);
		assertThat(open(this.there, "/v1/events", KEY).statusCode()).isEqualTo(401);
	}

	/** A query that is encoded is looked at more closely before it is let in. */
	@Test
	void endWithAKeyThatWasKnownBeforeHoweverTheyAreAskedFor() throws Exception {
		assertThat(open(this.here, "/v1/payments", KEY).statusCode()).isEqualTo(200);
		BufferedReader stream = stream(this.here, "/v1/events?types=payment.created%2Cpayment.captured", KEY);

		execute("update api_keys set revoked_at = now()");

		assertThat(Stream.generate(() -> line(stream)).limit(60)).contains("event: end");
	}

	@ParameterizedTest
	@CsvSource({ "/v1/payments, text/csv", "/v1/payments, application/x-ndjson", "/v1/events, application/x-ndjson" })
	void breakAnExportOff(String path, String type, CapturedOutput output) throws Exception {
		long _ = AnotherWriter.of(this.database, this.here.port()).append(PAYMENTS);
		execute(LOAD);
		try (Download export = Download.getThroughAThinPipe(this.there.port(), path, "Accept: " + type)) {
			assertThat(export.status()).isEqualTo(200);
			assertThat(export.body().read()).isPositive();

			execute("update api_keys set revoked_at = now()");

			assertThatIOException().isThrownBy(() -> {
				// The reader is slow for as long as it takes until a new one is refused.
				while (open(this.there, "/v1/events", KEY).statusCode() != 401) {
					Thread.onSpinWait();
				}
				long _ = export.body().transferTo(OutputStream.nullOutputStream());
			});
		}
		assertThat(output.getOut().lines())
			.noneMatch((line) -> line.contains(" ERROR ") && !line.contains("ResourceLeakDetector"));
	}

	private String[] signIn() throws Exception {
		HttpResponse<String> answer = this.http
			.send(request(this.here, "/v1/session", "Content-Type", "application/json")
				.POST(BodyPublishers.ofString("{\"api_key\": \"sk_demo_sluice\"}"))
				.build(), BodyHandlers.ofString());
		return new String[] { "Cookie", answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0] };
	}

	private BufferedReader stream(Instance instance, String... by) throws Exception {
		return stream(instance, "/v1/events", by);
	}

	private BufferedReader stream(Instance instance, String path, String[] by) throws Exception {
		HttpResponse<InputStream> answer = this.http.send(
				request(instance, path, by).header("Accept", "text/event-stream").build(),
				BodyHandlers.ofInputStream());
		assertThat(answer.statusCode()).isEqualTo(200);
		BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
		assertThat(lines.readLine()).startsWith("retry: ");
		return lines;
	}

	private HttpResponse<String> open(Instance instance, String path, String... by)
			throws IOException, InterruptedException {
		return this.http.send(request(instance, path, by).build(), BodyHandlers.ofString());
	}

	private static HttpRequest.Builder request(Instance instance, String path, String... header) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + instance.port() + path)).headers(header);
	}

	/** A clean end; an error would be thrown. */
	private static List<String> readToEnd(BufferedReader stream) throws IOException {
		List<String> lines = new ArrayList<>();
		for (String line = stream.readLine(); line != null; line = stream.readLine()) {
			lines.add(line);
		}
		return lines;
	}

	private static String line(BufferedReader stream) {
		try {
			return String.valueOf(stream.readLine());
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	private void execute(String sql) throws Exception {
		try (Connection connection = this.database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
