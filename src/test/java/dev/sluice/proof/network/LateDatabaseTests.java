package dev.sluice.proof.network;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;

import dev.sluice.testing.Ports;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A database that restarts while the application starts. */
class LateDatabaseTests {

	private static final String TRYING = "trying again";

	private static final String PATIENT = "--sluice.postgres.start-timeout=3m";

	private final TestDatabase database = TestDatabase.create();

	@TempDir
	private Path folder;

	@Test
	void isAwaitedByTheGateway() throws Exception {
		int port = Ports.free();
		try (SluiceProcess gateway = start(onPort(port), "--server.port=0", PATIENT).awaitOutput(TRYING);
				TcpRelay _ = new TcpRelay(this.database, port)) {
			assertThat(gateway.awaitStarted().port()).isPositive();
		}
	}

	@Test
	void isAwaitedByTheSimulator() throws Exception {
		int port = Ports.free();
		try (SluiceProcess simulator = start(onPort(port), "simulator", "--server.port=0", PATIENT).awaitOutput(TRYING);
				TcpRelay _ = new TcpRelay(this.database, port)) {
			assertThat(simulator.awaitOutput("Started StandaloneSimulator").port()).isPositive();
		}
	}

	@Test
	void isAwaitedByMigrate() throws Exception {
		int port = Ports.free();
		try (SluiceProcess migrate = start(onPort(port), "migrate", PATIENT).awaitOutput(TRYING);
				TcpRelay _ = new TcpRelay(this.database, port)) {
			assertThat(migrate.awaitExit()).as(migrate.output()).isZero();
			assertThat(migrate.output()).contains("Migrated the schema of " + this.database.name());
		}
	}

	@Test
	void isAwaitedWhileItHasNoConnectionLeft() throws Exception {
		run("drop role if exists crowded");
		run("create role crowded login password 'crowded' connection limit 0");
		run("alter database " + this.database.name() + " owner to crowded");
		run("alter schema public owner to crowded");
		TestDatabase crowded = new TestDatabase(this.database.host(), this.database.port(), this.database.name(),
				"crowded", "crowded");
		try (SluiceProcess migrate = start(crowded, "migrate", PATIENT).awaitOutput(TRYING)) {
			run("alter role crowded connection limit -1");

			assertThat(migrate.awaitExit()).as(migrate.output()).isZero();
			assertThat(migrate.output()).contains("too many connections");
		}
	}

	@Test
	void isGivenUpInTheEnd() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
				SluiceProcess migrate = start(onPort(silent.getLocalPort()), "migrate",
						"--sluice.postgres.start-timeout=3s", "--sluice.postgres.connect-timeout=1s")) {
			assertThat(migrate.awaitExit()).isNotZero();
			assertThat(migrate.output()).contains(TRYING, "cannot be used", "spring.r2dbc.url").doesNotContain("\tat ");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "migrate", "--server.port=0" })
	void isNotAwaitedWhereWaitingMendsNothing(String command) throws Exception {
		TestDatabase unknown = new TestDatabase(this.database.host(), this.database.port(), "unknown",
				this.database.user(), this.database.password());
		try (SluiceProcess process = start(unknown, command, PATIENT)) {
			assertThat(process.awaitExit()).isNotZero();
			assertThat(process.output()).contains("cannot be used", "unknown").doesNotContain(TRYING);
		}
	}

	private SluiceProcess start(TestDatabase database, String... arguments) throws Exception {
		return SluiceProcess.start(this.folder, database.arguments(arguments));
	}

	private TestDatabase onPort(int port) {
		return new TestDatabase("127.0.0.1", port, this.database.name(), this.database.user(),
				this.database.password());
	}

	private void run(String sql) throws Exception {
		try (Connection connection = this.database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
