package dev.sluice.proof.readers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import dev.sluice.proof.AnotherWriter;
import dev.sluice.proof.Client;
import dev.sluice.proof.Download;
import dev.sluice.proof.Instance;
import dev.sluice.proof.LiveStream;
import dev.sluice.proof.LiveStream.Event;
import dev.sluice.testing.Rows;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/** Events that are let go of while somebody exports or follows them. */
class PurgedExportTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final int EVENTS = 40_000;

	/** Purges whatever is older than a week, at once. */
	private static final Map<String, String> FORGETFUL = Map.of("sluice.journal.retention", "7d",
			"sluice.journal.retention-interval", "100ms", "sluice.journal.retention-batch", "10000");

	private static final String LINES = "Accept: application/x-ndjson";

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	private Instance gateway;

	private long head;

	@BeforeEach
	void start() throws Exception {
		this.gateway = Instance.start(this.database, FORGETFUL);
		this.head = AnotherWriter.of(this.database, this.gateway.port()).append(EVENTS);
	}

	@AfterEach
	void stop() {
		this.gateway.close();
	}

	@Test
	void endAnExportThatTheyOvertakeUnfinished() throws Exception {
		try (Download export = Download.getThroughAThinPipe(this.gateway.port(), "/v1/events", LINES)) {
			BufferedReader lines = new BufferedReader(new InputStreamReader(export.body(), StandardCharsets.UTF_8));
			assertThat(position(lines.readLine())).isEqualTo(1);

			purge(this.head - 1);

			assertThatIOException().isThrownBy(() -> readWithoutAHole(lines));
		}
	}

	@Test
	void refuseAnExportThatComesTooLate() throws Exception {
		purge(this.head - 1);

		try (Download late = Download.get(this.gateway.port(), "/v1/events?after=1", LINES)) {
			assertThat(late.status()).isEqualTo(410);
			assertThat(new String(late.body().readNBytes(60), StandardCharsets.UTF_8)).contains("events_purged");
		}
		try (Download rest = Download.get(this.gateway.port(), "/v1/events", LINES)) {
			BufferedReader lines = new BufferedReader(new InputStreamReader(rest.body(), StandardCharsets.UTF_8));
			assertThat(position(lines.readLine())).isEqualTo(this.head);
			assertThat(lines.readLine()).isNull();
		}
	}

	@Test
	void sendAStreamThatComesTooLateOnToWhatIsKept() throws Exception {
		purge(this.head - 1);

		try (LiveStream late = LiveStream.after(1, this.gateway.port())) {
			Event reset = Objects.requireNonNull(late.next());
			assertThat(reset.type()).isEqualTo("reset");
			assertThat(reset.id()).isEqualTo(this.head - 1);
			assertThat(reset.json().path("reason").asString()).isEqualTo("purged");
			assertThat(reset.json().path("position").asLong()).isEqualTo(this.head - 1);
			assertThat(late.next()).isNotNull().extracting(Event::id).isEqualTo(this.head);
		}
	}

	private void readWithoutAHole(BufferedReader lines) throws IOException {
		long position = 1;
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			assertThat(position(line)).isEqualTo(++position);
		}
	}

	private static long position(String line) {
		return Client.JSON.readTree(line).path("id").asLong();
	}

	private void purge(long upTo) throws Exception {
		try (Connection connection = this.database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("update journal set created_at = now() - interval '1 year' where position <= " + upTo);
		}
		await().atMost(PATIENCE)
			.until(() -> this.rows.read("select purged from journal_heads").getFirst().number(0) == upTo);
	}

}
