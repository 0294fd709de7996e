package dev.sluice.postgres.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import dev.sluice.testing.SluiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The embedded database through the lives and deaths of the application's process. */
class EmbeddedProcessTests {

	private static final String ANY_PORT = "--server.port=0";

	@TempDir
	private Path folder;

	@Test
	void leavesNoPostgresWhenItIsKilled() throws Exception {
		try (SluiceProcess killed = SluiceProcess.start(this.folder, ANY_PORT).awaitStarted()) {
			killed.kill();

			assertThatPostgresHasStopped();
		}
	}

	@Test
	void keepsWhatWasWrittenWhenItIsKilledAndItsPostgresIsLeft() throws Exception {
		try (SluiceProcess killed = SluiceProcess.start(this.folder, ANY_PORT).awaitStarted()) {
			write("kept");
			killed.killWithChildren();
			assertThat(SluiceProcess.servers(this.folder)).isNotEmpty();

			try (SluiceProcess next = SluiceProcess.start(this.folder, ANY_PORT).awaitStarted()) {
				assertThat(read()).isEqualTo("kept");

				next.terminate();
				assertThatPostgresHasStopped();
			}
		}
	}

	@Test
	void startsAfterItWasKilledInTheMiddleOfTheFirstStart() throws Exception {
		try (SluiceProcess killed = SluiceProcess.start(this.folder, ANY_PORT)
			.awaitFile(".sluice/initdb-*/data/base")) {
			killed.kill();

			try (SluiceProcess next = SluiceProcess.start(this.folder, ANY_PORT).awaitStarted()) {
				next.terminate();
				assertThatPostgresHasStopped();
			}
		}
	}

	@Test
	void leavesNoPostgresWhenItIsStoppedInTheMiddleOfTheFirstStart() throws Exception {
		try (SluiceProcess stopped = SluiceProcess.start(this.folder, ANY_PORT)
			.awaitFile(".sluice/initdb-*/data/base")) {
			stopped.terminate();

			assertThatPostgresHasStopped();
		}
	}

	@Test
	void leavesNoPostgresWhenThePortIsTaken() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				SluiceProcess refused = SluiceProcess.start(this.folder, "--server.port=" + taken.getLocalPort())) {
			assertThat(refused.awaitExit()).isNotZero();

			assertThat(refused.output()).contains("already in use");
			assertThatPostgresHasStopped();
		}
	}

	@Test
	void refusesASecondOneInTheSameFolder() throws Exception {
		try (SluiceProcess first = SluiceProcess.start(this.folder, ANY_PORT).awaitStarted();
				SluiceProcess second = SluiceProcess.start(this.folder, ANY_PORT)) {
			assertThat(second.awaitExit()).isNotZero();

			assertThat(second.output()).contains("Another Sluice is running", "spring.r2dbc.url")
				.doesNotContain("\tat ");
			assertThat(Files.exists(SluiceProcess.pidFile(this.folder))).isTrue();
			first.terminate();
			assertThatPostgresHasStopped();
		}
	}

	@Test
	void asksForAnAddressWhereItBringsNoPostgres() throws Exception {
		try (SluiceProcess refused = SluiceProcess.startWithoutPostgres(this.folder, ANY_PORT)) {
			assertThat(refused.awaitExit()).isNotZero();

			assertThat(refused.output()).contains("carries no embedded PostgreSQL", "Set spring.r2dbc.url")
				.doesNotContain("\tat ");
		}
	}

	@Test
	void sharesTheDatabaseBetweenContextsAndShowsTheDemonstrationToThisMachineAlone() throws Exception {
		try (SluiceProcess process = SluiceProcess.start(TwoContexts.class, this.folder)) {
			assertThat(process.awaitExit()).as(process.output()).isZero();

			assertThat(process.output()).contains("same url: true", "demo: true", "address: 127.0.0.1");
			assertThatPostgresHasStopped();
		}
	}

	private void assertThatPostgresHasStopped() throws IOException {
		await().untilAsserted(() -> assertThat(SluiceProcess.servers(this.folder)).isEmpty());
		assertThat(SluiceProcess.pidFile(this.folder)).doesNotExist();
	}

	private void write(String value) throws IOException, SQLException {
		try (Connection connection = SluiceProcess.embedded(this.folder).getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("create table survivors as select '" + value + "' as name");
		}
	}

	private String read() throws IOException, SQLException {
		try (Connection connection = SluiceProcess.embedded(this.folder).getConnection();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("select name from survivors")) {
			assertThat(rows.next()).isTrue();
			return rows.getString(1);
		}
	}

}
