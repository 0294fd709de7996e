package dev.sluice.proof.network;

import java.io.BufferedReader;
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
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.sluice.postgres.Connections;
import dev.sluice.proof.AnotherWriter;
import dev.sluice.proof.Books;
import dev.sluice.proof.Client;
import dev.sluice.proof.Client.Reply;
import dev.sluice.proof.Download;
import dev.sluice.proof.Instance;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * A database that says nothing any more, on connections that stay open: nobody waits for
 * it for ever, and when it speaks again all is as before.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilentDatabaseTests {

	/** Only there so that nothing hangs for ever. */
	private static final Duration PATIENCE = Duration.ofMinutes(2);

	/** Still longer than a busy machine may stand still. */
	private static final Map<String, String> IN_A_HURRY = Map.of("sluice.postgres.statement-timeout", "3s",
			"sluice.postgres.answer-timeout", "4s", "sluice.postgres.connect-timeout", "1s",
			"sluice.postgres.max-acquire-time", "1s", "sluice.journal.read-timeout", "4s",
			"sluice.journal.append-timeout", "6s", "sluice.journal.look-up-timeout", "2s", "sluice.keys.known-for",
			"4m");

	private static final Map<String, Object> SALE = Map.of("amount", 1999, "currency", "EUR", "payment_method",
			"pm_card_visa");

	private static final int LINES = 60_000;

	private static final Duration PAUSE = Duration.ofSeconds(9);

	/** Up to a number of payments that look like the first one. */
	private static final String FILL = """
			insert into payments (merchant_id, payment_id, version, position, status, currency, amount,
			  amount_authorized, amount_captured, capture_pending, amount_refunded, refund_pending, created_at, data)
			select p.merchant_id, gen_random_uuid(), p.version, p.position, p.status, p.currency, p.amount,
			       p.amount_authorized, p.amount_captured, p.capture_pending, p.amount_refunded, p.refund_pending,
			       p.created_at, p.data
			  from (select * from payments order by payment_id limit 1) p,
			       generate_series((select count(*) from payments), {count})""";

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	private TcpRelay relay;

	private Instance other;

	private Instance gateway;

	private Simulator processor;

	private Client client;

	private Reply paid;

	@BeforeAll
	void start() throws Exception {
		this.relay = new TcpRelay(this.database);
		this.other = Instance.start(this.database, Map.of("sluice.operations.recovery-interval", "1h"));
		this.processor = new Simulator(this.other.port());
		this.gateway = Instance.startWith(this.processor.url(), this.relay.relayed(), IN_A_HURRY);
		this.client = new Client(List.of(this.gateway.port()));
		this.paid = this.client.ask("the-first", "/v1/payments", SALE);
	}

	@AfterEach
	void allIsAsBefore() {
		this.relay.speakAgain();
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(get("/v1/payments").statusCode()).isEqualTo(200));
		await().atMost(PATIENCE).untilAsserted(this::noConnectionIsInUse);
	}

	@AfterAll
	void stop() throws Exception {
		this.gateway.close();
		this.other.close();
		this.relay.close();
	}

	@ParameterizedTest
	@CsvSource({ "GET, /v1/payments/{id}", "GET, /v1/payments/{id}?version=1", "GET, /v1/payments/{id}/events",
			"GET, /v1/payments", "GET, /v1/payments?status=captured", "GET, /v1/payments/summary?window=1h&bucket=1m",
			"GET, /v1/events", "POST, /v1/session", "POST, /v1/payments", "POST, /v1/payments/{id}/refunds" })
	void tellsTheCallerThatItIsAway(String method, String path) throws Exception {
		this.relay.fallSilent();

		HttpResponse<String> answer = ask(method, path.replace("{id}", this.paid.text("id")));

		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
		boolean sent = path.equals("/v1/payments") && answer.body().contains("outcome_unknown");
		assertThat(answer.body()).contains(sent ? "outcome_unknown" : "database_unavailable");
		assertThat(answer.headers().firstValue("Retry-After").isPresent()).as(answer.body()).isNotEqualTo(sent);
	}

	/** What an instance does by itself was under way when the database fell silent. */
	@Test
	void isWorkedForAgainWhenItSpeaks() throws Exception {
		this.relay.fallSilent();
		assertThat(get("/v1/payments").statusCode()).isEqualTo(503);
		this.relay.speakAgain();

		this.processor.faults(Map.of("drop_after_rate", 1.0));
		await().atMost(PATIENCE)
			.until(() -> this.client.send("never-answered", "/v1/payments", SALE).status(), (status) -> status == 202);
		this.processor.faults(Map.of());

		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.rows.read(Books.PENDING)).isEmpty());
	}

	/** Nor does the reader keep a connection from others meanwhile. */
	@ParameterizedTest
	@CsvSource({ "/v1/payments, application/x-ndjson", "/v1/payments, text/csv", "/v1/events, application/x-ndjson" })
	void isNotTakenForSilentWhereTheReaderIsSlow(String path, String type) throws Exception {
		fill();
		try (Download export = export(path, type)) {
			BufferedReader lines = new BufferedReader(new InputStreamReader(export.body(), StandardCharsets.UTF_8));
			assertThat(lines.readLine()).isNotEmpty();
			Thread.sleep(PAUSE);
			await().atMost(PATIENCE).untilAsserted(this::noConnectionIsInUse);

			assertThat(lines.lines().count()).isGreaterThanOrEqualTo(LINES - 1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/x-ndjson", "text/csv" })
	void breaksAnExportOff(String type) throws Exception {
		fill();
		try (Download export = export("/v1/payments", type)) {
			assertThat(export.body().read()).isPositive();

			this.relay.fallSilent();

			assertThatIOException().isThrownBy(() -> export.body().transferTo(OutputStream.nullOutputStream()));
		}
	}

	/** Exports may get their connections back later than others. */
	private Download export(String path, String type) throws Exception {
		while (true) {
			Download export = Download.getThroughAThinPipe(this.gateway.port(), path, "Accept: " + type);
			if (export.status() == 200) {
				return export;
			}
			assertThat(export.status()).isEqualTo(503);
			export.close();
		}
	}

	private void fill() throws SQLException {
		assertThat(new AnotherWriter(this.database).append(LINES)).isGreaterThan(LINES);
		try (Connection connection = this.database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(FILL.replace("{count}", Integer.toString(LINES)));
		}
	}

	private HttpResponse<String> get(String path) throws Exception {
		return ask("GET", path);
	}

	private HttpResponse<String> ask(String method, String path) throws Exception {
		String body = switch (path) {
			case "/v1/session" -> "{\"api_key\": \"sk_demo_sluice\"}";
			case "/v1/payments" -> Client.JSON.writeValueAsString(SALE);
			default -> "{}";
		};
		return this.http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.gateway.port() + path))
			.timeout(PATIENCE)
			.header("Authorization", "Bearer sk_demo_sluice")
			.header("Content-Type", "application/json")
			.method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	private void noConnectionIsInUse() {
		assertThat(this.gateway.context().getBean(Connections.class).areIdle()).isTrue();
	}

}
