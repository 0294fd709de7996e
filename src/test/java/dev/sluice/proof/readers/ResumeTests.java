package dev.sluice.proof.readers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

import dev.sluice.proof.AnotherWriter;
import dev.sluice.proof.Client;
import dev.sluice.proof.Follower;
import dev.sluice.proof.Instance;
import dev.sluice.proof.LiveStream;
import dev.sluice.proof.LiveStream.Event;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Rows.Row;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Readers that come in the middle: of a commit, and of a long journal. */
class ResumeTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final int ENTRIES = 300_000;

	private static final int WRITERS = 8;

	/** What the instances asked last of the journal, by position. */
	private static final String STATEMENT = """
			select query from pg_stat_activity
			 where datname = current_database() and application_name = 'sluice'
			   and query ~* '^\\s*select.*\\mfrom journal\\M.*position >'
			 order by query_start desc limit 1""";

	private static final String WAITING = """
			select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'""";

	private static final String CONNECTED = """
			select pid from pg_stat_activity where datname = current_database() and application_name = 'sluice'""";

	private static final String WORK = """
			select coalesce(sum(seq_scan), 0), coalesce(sum(idx_tup_fetch), 0) from pg_stat_user_tables
			 where relname ~ '^journal' and relname !~ 'heads'""";

	@Test
	void aTransactionThatCommitsLateIsNotSkipped() throws Exception {
		TestDatabase database = TestDatabase.create();
		Rows rows = new Rows(database.dataSource());
		try (Instance gateway = Instance.start(database, Map.of()); Follower reader = Follower.of(gateway.port())) {
			AnotherWriter _ = AnotherWriter.of(database, gateway.port());
			reader.hasSeenAllUpTo(2);
			List<Thread> writers;
			try (Connection connection = database.dataSource().getConnection()) {
				connection.setAutoCommit(false);
				assertThat(AnotherWriter.append(connection, 1)).isEqualTo(3);
				writers = LongStream.range(0, WRITERS)
					.mapToObj((i) -> Thread.startVirtualThread(() -> pay(gateway.port(), "early-" + i)))
					.toList();
				await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows.read(WAITING)).isNotEmpty());
				Thread.sleep(500);
				assertThat(reader.position()).isEqualTo(2);

				connection.commit();
			}
			for (Thread writer : writers) {
				writer.join();
			}
			reader.hasSeenAllUpTo(3 + 2 * WRITERS);
		}
	}

	private static void pay(int port, String key) {
		try {
			assertThat(new Client(List.of(port))
				.ask(key, "/v1/payments", Map.of("amount", 1999, "currency", "EUR", "payment_method", "pm_card_visa"))
				.isDone()).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aReaderStartsAtOnceHoweverDeepItResumes() throws Exception {
		TestDatabase database = TestDatabase.create();
		Rows rows = new Rows(database.dataSource());
		try (Instance gateway = Instance.start(database, Map.of())) {
			assertThat(AnotherWriter.of(database, gateway.port()).append(ENTRIES - 2)).isEqualTo(ENTRIES);
		}
		execute(database, "vacuum analyze journal");
		Row before = counted(rows);
		try (Instance gateway = Instance.start(database, Map.of());
				LiveStream late = LiveStream.after(ENTRIES - 10, gateway.port())) {
			reads(late, ENTRIES - 9, ENTRIES);
		}
		readsNothingOfWhatIsBehindIt(before, counted(rows));
		try (Instance gateway = Instance.start(database, Map.of());
				LiveStream deep = LiveStream.after(5, gateway.port());
				LiveStream late = LiveStream.after(ENTRIES - 10, gateway.port())) {
			reads(late, ENTRIES - 9, ENTRIES);
			reads(deep, 6, 1_000);
			assertThat(new AnotherWriter(database).append(3)).isEqualTo(ENTRIES + 3);
			reads(late, ENTRIES + 1, ENTRIES + 3);
			List<Row> asked = await().atMost(PATIENCE).until(() -> rows.read(STATEMENT), (found) -> !found.isEmpty());
			seeks(plan(database, asked.getFirst().text(0)));
		}
	}

	/** By the table itself, which learns it at the latest when those who read it go. */
	private static Row counted(Rows rows) throws Exception {
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows.read(CONNECTED)).isEmpty());
		return rows.read(WORK).getFirst();
	}

	private static void readsNothingOfWhatIsBehindIt(Row before, Row after) {
		assertThat(after.number(0)).as("scans of the whole journal").isEqualTo(before.number(0));
		assertThat(after.number(1) - before.number(1)).as("rows").isBetween(10L, 3_000L);
	}

	/** What is read is weighed, and what is too much for a page is left out. */
	private static void seeks(String plan) {
		assertThat(plan.replaceFirst("Filter: \\(\\(weighed\\..*", "")).containsPattern("Index Scan using \\w*pkey")
			.containsPattern("Index Cond: .*\"?position\"? > \\$")
			.doesNotContain("Seq Scan", "Sort", "Bitmap", "Filter:");
	}

	private static void reads(LiveStream stream, long from, long to) throws Exception {
		for (long position = from; position <= to; position++) {
			Event event = Objects.requireNonNull(stream.next());
			assertThat(event.id()).isEqualTo(position);
			assertThat(event.json().path("id").asLong()).isEqualTo(position);
		}
	}

	private static void execute(TestDatabase database, String sql) throws Exception {
		try (Connection connection = database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	/** Of a statement whose parameters are not known, as a prepared one is planned. */
	private static String plan(TestDatabase database, String sql) throws Exception {
		try (Connection connection = DriverManager.getConnection(database.jdbcUrl() + "?preferQueryMode=simple",
				database.user(), database.password()); Statement statement = connection.createStatement()) {
			StringBuilder plan = new StringBuilder();
			ResultSet lines = statement.executeQuery("explain (generic_plan) " + sql);
			while (lines.next()) {
				plan.append(lines.getString(1)).append('\n');
			}
			return plan.toString();
		}
	}

}
