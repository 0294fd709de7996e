package dev.sluice.journal.wakeups;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import dev.sluice.journal.Append;
import dev.sluice.journal.Journal;
import dev.sluice.journal.Subjects;
import dev.sluice.testing.Rows;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import dev.sluice.values.RawJson;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** By what readers are woken, as the meters tell it. */
@SluiceTest
@TestPropertySource(properties = { "sluice.journal.poll-interval=100ms",
		"sluice.postgres.listening.reconnect-delay=100ms", "sluice.postgres.listening.heartbeat=10m" })
class WakeupsTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	@Autowired
	private Journal journal;

	@Autowired
	private MeterRegistry meters;

	private final UUID merchant = UUID.randomUUID();

	private final TestDatabase database;

	private final Rows server;

	private Disposable reader;

	WakeupsTests(@Autowired Environment environment) {
		this.database = TestDatabase.of(environment);
		this.server = new Rows(new TestDatabase(this.database.host(), this.database.port(), "postgres",
				this.database.user(), this.database.password())
			.dataSource());
	}

	@BeforeEach
	void waitForTheJournalToGrow() {
		awaitListener(1);
		this.reader = this.journal.grown(this.merchant).subscribe();
	}

	@AfterEach
	void leave() {
		this.reader.dispose();
	}

	@Test
	void countsThoseByAppendsOfThisInstance() {
		double before = woken("append");

		assertThat(append(this.merchant)).isEqualTo(1);
		assertThat(append(UUID.randomUUID())).as("nobody waits for this one").isEqualTo(1);

		assertThat(woken("append")).isEqualTo(before + 1);
	}

	@Test
	void countsThoseByNotifications() throws Exception {
		double before = woken("notification");

		assertThat(new Rows(this.database.dataSource())
			.read("select pg_notify('sluice_journal', '" + this.merchant + "')")).hasSize(1);

		await().atMost(PATIENCE).until(() -> woken("notification") >= before + 1);
	}

	@Test
	void countsThoseByThemselves() {
		double before = woken("poll");

		await().atMost(PATIENCE).until(() -> woken("poll") >= before + 2);
	}

	@Test
	void sayWhetherTheListenerIsConnected() throws Exception {
		allowConnections(false);
		try {
			assertThat(this.server.read("select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
					+ this.database.name() + "' and query like 'LISTEN%'"))
				.hasSize(1);

			awaitListener(0);
		}
		finally {
			allowConnections(true);
		}
		awaitListener(1);
	}

	private void allowConnections(boolean allowed) throws SQLException {
		try (var connection = this.server.source().getConnection(); var statement = connection.createStatement()) {
			statement.execute("alter database " + this.database.name() + " allow_connections " + allowed);
		}
	}

	private void awaitListener(int connected) {
		await().atMost(PATIENCE).until(() -> this.meters.get("sluice.postgres.listening").gauge().value() == connected);
	}

	private double woken(String source) {
		return this.meters.get("sluice.journal.wakeups").tag("source", source).counter().count();
	}

	private long append(UUID whose) {
		RawJson json = RawJson.of("{}".getBytes(StandardCharsets.US_ASCII));
		Long position = this.journal
			.append(new Append<>(whose, UUID.randomUUID(), 1, "test.happened", Instant.EPOCH, json, json, "state"),
					Subjects.ACCEPTED)
			.block(PATIENCE);
		return (position != null) ? position : 0;
	}

}
