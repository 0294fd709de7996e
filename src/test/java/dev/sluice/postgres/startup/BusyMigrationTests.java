package dev.sluice.postgres.startup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import dev.sluice.postgres.DatabaseStartException;
import dev.sluice.testing.Patience;
import dev.sluice.testing.Rows;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * A schema is migrated while older instances write: they get on, and the migration comes
 * to its end, or gives up and says why.
 */
class BusyMigrationTests {

	private static final String WRITES = "lock table payments, operations in row exclusive mode";

	private static final String WAITS = """
			select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()""";

	private static final String INDEX = """
			select indisvalid from pg_index where indexrelid = to_regclass('operations_by_id')""";

	private static final String CHECKED = """
			select convalidated from pg_constraint where conname = 'nothing_without_authorization'""";

	private static final String SLOW_INDEX = "select 1 from pg_class where relname = 'slow'";

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	/** Those of the version before. */
	@TempDir
	private Path before;

	@BeforeEach
	void installTheVersionBefore() throws Exception {
		Path all = Path.of(Objects.requireNonNull(getClass().getResource("/db/migration")).toURI());
		try (Stream<Path> files = Files.list(all)) {
			for (Path file : files.filter((each) -> each.getFileName().toString().compareTo("V008") < 0).toList()) {
				Path _ = Files.copy(file, this.before.resolve(file.getFileName().toString()));
			}
		}
		migrate(Map.of("spring.flyway.locations", "filesystem:" + this.before));
	}

	@Test
	void writersGetOnWhileItWaitsForOneOfThem() throws Exception {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor(); Connection writer = write()) {
			Future<?> migration = threads.submit(() -> migrate(Map.of()));
			await().atMost(Patience.LONG).until(() -> !this.rows.read(WAITS).isEmpty());

			for (int i = 0; i < 20; i++) {
				write().close();
			}
			assertThat(migration.isDone()).isFalse();
			writer.rollback();

			migration.get();
			assertThat(this.rows.read(INDEX).getFirst().get(0)).isEqualTo(true);
			assertThat(this.rows.read(CHECKED).getFirst().get(0)).isEqualTo(true);
		}
	}

	/** The writers' own patience is longer than that of whom they keep waiting. */
	@Test
	void itGivesUpWhereATableStaysInUseAndGoesOnWhenItIsStartedAgain() throws Exception {
		try (Connection reader = this.database.dataSource().getConnection()) {
			reader.setAutoCommit(false);
			execute(reader, "lock table payments in access share mode");
			try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
				Future<?> migration = threads.submit(() -> assertThatExceptionOfType(DatabaseStartException.class)
					.isThrownBy(() -> migrate(Map.of()))
					.withMessageContaining("its tables are in use"));
				while (!migration.isDone()) {
					write().close();
				}
				Object _ = migration.get();
			}
			assertThat(this.rows.read(CHECKED)).isEmpty();
			reader.rollback();
		}

		migrate(Map.of());

		assertThat(this.rows.read(CHECKED).getFirst().get(0)).isEqualTo(true);
	}

	@Test
	void anIndexThatWasInterruptedIsMadeAnew() throws Exception {
		try (Connection connection = this.database.dataSource().getConnection()) {
			execute(connection, "create index operations_by_id on operations (merchant_id, operation_id)");
			execute(connection,
					"update pg_index set indisvalid = false " + "where indexrelid = 'operations_by_id'::regclass");
			execute(connection, """
					insert into flyway_schema_history select 1 + max(installed_rank), '008', 'operations by id', 'SQL',
					  'V008__operations_by_id.sql', 0, 'sluice', now(), 0, false from flyway_schema_history""");
		}

		migrate(Map.of());

		assertThat(this.rows.read(INDEX).getFirst().get(0)).isEqualTo(true);
	}

	/** An index that is not made concurrently keeps out whoever writes to its table. */
	@Test
	void refusesWhatWouldKeepOthersFromABigTable() throws Exception {
		migrate(Map.of());
		execute("insert into journal_heads (merchant_id) select gen_random_uuid() from generate_series(1, 100000)");
		execute("analyze journal_heads");
		Path after = Files.createDirectory(this.before.resolve("after"));
		Path _ = Files.writeString(after.resolve("V999__slow.sql"), """
				create index slow on journal_heads (merchant_id);
				select pg_sleep(2);
				""");
		String locations = "classpath:db/migration,filesystem:" + after;

		assertThatExceptionOfType(DatabaseStartException.class).isThrownBy(
				() -> migrate(Map.of("spring.flyway.locations", locations, "sluice.postgres.migration-timeout", "1s")))
			.withMessageContainingAll("V999__slow.sql", "longer than 1000 ms")
			.satisfies((refused) -> assertThat(refused.action()).contains("--sluice.postgres.migration-timeout=0s",
					"concurrently", "not valid"));
		assertThat(this.rows.read(SLOW_INDEX)).isEmpty();

		migrate(Map.of("spring.flyway.locations", locations, "sluice.postgres.migration-timeout", "0s"));
		assertThat(this.rows.read(SLOW_INDEX)).isNotEmpty();
	}

	/** On a machine that is slow itself nobody is kept waiting by what is small. */
	@Test
	void takesItsTimeWhereNoTableIsBig() throws Exception {
		migrate(Map.of());
		Path after = Files.createDirectory(this.before.resolve("after"));
		Path _ = Files.writeString(after.resolve("V999__slow.sql"), "select pg_sleep(0.1);");

		migrate(Map.of("spring.flyway.locations", "classpath:db/migration,filesystem:" + after,
				"sluice.postgres.migration-timeout", "1ms"));

		assertThat(this.rows.read("select 1 from flyway_schema_history where version = '999' and success"))
			.isNotEmpty();
	}

	private void execute(String sql) throws SQLException {
		try (Connection connection = this.database.dataSource().getConnection()) {
			execute(connection, sql);
		}
	}

	/** What a writer of a row holds until it commits. */
	private Connection write() throws SQLException {
		Connection connection = this.database.dataSource().getConnection();
		connection.setAutoCommit(false);
		execute(connection, "set local lock_timeout = '5s'");
		execute(connection, WRITES);
		return connection;
	}

	private static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			boolean _ = statement.execute(sql);
		}
	}

	private void migrate(Map<String, Object> more) {
		Map<String, Object> properties = new HashMap<>(this.database.properties());
		properties.putAll(more);
		GenericApplicationContext context = new GenericApplicationContext();
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
		new DatabaseInitializer().initialize(context);
	}

}
