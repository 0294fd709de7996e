package dev.sluice.postgres.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;

import dev.sluice.postgres.DatabaseCoordinates;
import dev.sluice.postgres.DatabaseStartException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EmbeddedDatabaseTests {

	@TempDir
	private Path parent;

	private Path folder;

	private EmbeddedDatabase database;

	@BeforeEach
	void setUp() {
		this.folder = this.parent.resolve("a folder");
		this.database = database();
	}

	@AfterEach
	void stop() {
		this.database.stop();
	}

	@Test
	void isDurableAndHeardOnLoopbackAlone() throws Exception {
		DatabaseCoordinates coordinates = this.database.start();

		assertThat(value(coordinates, "show fsync")).isEqualTo("on");
		assertThat(value(coordinates, "show synchronous_commit")).isEqualTo("on");
		assertThat(value(coordinates, "show listen_addresses")).isEqualTo("127.0.0.1");
		assertThat(value(coordinates, "show unix_socket_directories")).isEmpty();
		assertThat(value(coordinates, "show server_version")).startsWith("18.");
	}

	@Test
	void asksForItsPassword() {
		var dataSource = this.database.start().dataSource();
		dataSource.setPassword("guessed");

		assertThatExceptionOfType(SQLException.class).isThrownBy(dataSource::getConnection)
			.withMessageContaining("password authentication failed");
	}

	@Test
	void startsOverAStaleFileThatNamesAnotherLiveProcess() throws Exception {
		var _ = this.database.start();
		this.database.stop();
		Path pidFile = new PostgresData(this.folder.resolve("postgres")).pidFile();
		Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + pidFile.getParent() + "\n");
		this.database = database();

		assertThat(value(this.database.start(), "select 'up'")).isEqualTo("up");
	}

	@Test
	void startsOverAStaleFileThatNamesNobody() throws Exception {
		var _ = this.database.start();
		this.database.stop();
		Files.writeString(new PostgresData(this.folder.resolve("postgres")).pidFile(), "");
		this.database = database();

		assertThat(value(this.database.start(), "select 'up'")).isEqualTo("up");
	}

	@Test
	void startsAfreshOverWhatAnInterruptedFirstStartLeft() throws Exception {
		Files.createDirectories(this.folder.resolve("initdb-123/data/base"));
		Files.createDirectories(this.folder.resolve("binaries/partial-123/bin"));

		assertThat(value(this.database.start(), "select 'up'")).isEqualTo("up");
		try (Stream<Path> files = Files.walk(this.folder, 2)) {
			assertThat(files).noneMatch((file) -> file.getFileName().toString().endsWith("-123"));
		}
	}

	@Test
	void refusesAFolderThatIsTaken() {
		var _ = this.database.start();

		assertThatExceptionOfType(DatabaseStartException.class).isThrownBy(() -> database().start())
			.withMessageContaining("Another Sluice")
			.withMessageContaining(this.folder.toString());
	}

	@Test
	void saysWhyItDoesNotStart() throws Exception {
		var _ = this.database.start();
		this.database.stop();
		Files.writeString(this.folder.resolve("postgres/data/PG_VERSION"), "12\n");
		this.database = database();

		assertThatExceptionOfType(DatabaseStartException.class).isThrownBy(this.database::start)
			.withMessageContaining("incompatible")
			.satisfies((failure) -> assertThat(failure.action()).contains("postgres.log", "spring.r2dbc.url"));
	}

	private EmbeddedDatabase database() {
		return new EmbeddedDatabase(this.folder,
				new EmbeddedPostgresSettings(true, this.folder, Duration.ofMinutes(2), Duration.ofMinutes(1)));
	}

	private static String value(DatabaseCoordinates coordinates, String query) throws SQLException {
		try (Connection connection = coordinates.dataSource().getConnection();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(query)) {
			assertThat(rows.next()).isTrue();
			return rows.getString(1);
		}
	}

}
