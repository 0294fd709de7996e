package dev.sluice.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import dev.sluice.postgres.DatabaseCoordinates;
import dev.sluice.postgres.DatabaseStartException;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;

/**
 * The PostgreSQL that Sluice brings along: one per folder and process, started when first
 * asked for, stopped after the application's contexts, or when the process is gone.
 */
public final class EmbeddedDatabase {

	private static final Logger logger = LoggerFactory.getLogger(EmbeddedDatabase.class);

	private static final Map<Path, EmbeddedDatabase> DATABASES = new ConcurrentHashMap<>();

	private static final String DATABASE = "sluice";

	private static final String DATABASE_EXISTS = "select from pg_database where datname = '" + DATABASE + "'";

	private static final String CREATE_DATABASE = "create database " + DATABASE;

	private final Path folder;

	private final EmbeddedPostgresSettings settings;

	private @Nullable FolderLock lock;

	private @Nullable PostgresServer server;

	private @Nullable LastWill will;

	private @Nullable DatabaseCoordinates coordinates;

	private boolean stopped;

	EmbeddedDatabase(Path folder, EmbeddedPostgresSettings settings) {
		this.folder = folder;
		this.settings = settings;
	}

	/**
	 * The coordinates of the running database.
	 * @throws DatabaseStartException if it cannot be had
	 */
	public static DatabaseCoordinates running(EmbeddedPostgresSettings settings) {
		Path folder = settings.directory().toAbsolutePath().normalize();
		return DATABASES.computeIfAbsent(folder, (key) -> stoppedWithTheApplication(key, settings)).start();
	}

	private static EmbeddedDatabase stoppedWithTheApplication(Path folder, EmbeddedPostgresSettings settings) {
		EmbeddedDatabase database = new EmbeddedDatabase(folder, settings);
		SpringApplication.getShutdownHandlers().add(database::stop);
		return database;
	}

	/** Starts the database unless it runs, and answers where. */
	synchronized DatabaseCoordinates start() {
		if (this.coordinates != null) {
			return this.coordinates;
		}
		try {
			this.coordinates = startServer();
			return this.coordinates;
		}
		catch (IOException | SQLException ex) {
			throw new DatabaseStartException(
					"The embedded PostgreSQL could not be started in " + this.folder + ": " + ex.getMessage(),
					"Make sure that Sluice may write there, name another folder with "
							+ "sluice.embedded-postgres.directory, or set spring.r2dbc.url to use a PostgreSQL of "
							+ "your own.",
					ex);
		}
	}

	private DatabaseCoordinates startServer() throws IOException, SQLException {
		if (this.stopped) {
			throw new IOException("the application is being stopped");
		}
		createFolder();
		if (this.lock == null) {
			this.lock = FolderLock.of(this.folder);
		}
		PostgresData data = new PostgresData(this.folder.resolve("postgres"));
		logger.info("Starting the embedded PostgreSQL 18 ({}, data in {})",
				data.exists() ? "again" : "for the first time", data.home());
		PostgresTools tools = tools(this.folder.toRealPath());
		if (!data.exists()) {
			data.create(tools, this.settings.startTimeout());
		}
		this.server = new PostgresServer(tools, data);
		int port = this.server.start(this.settings);
		this.will = LastWill.over(data.pidFile());
		createDatabase(coordinates(port, data.password(), "postgres").dataSource());
		return coordinates(port, data.password(), DATABASE);
	}

	private static PostgresTools tools(Path folder) throws IOException {
		return new PostgresTools(PostgresBinaries.unpackedIn(folder.resolve("binaries")),
				Files.writeString(folder.resolve("postgres.log"), ""));
	}

	private void createFolder() throws IOException {
		if (!Files.isDirectory(this.folder)) {
			Files.createDirectories(this.folder);
			OwnerOnly.folder(this.folder);
		}
	}

	private static void createDatabase(DataSource server) throws SQLException {
		try (Connection connection = server.getConnection(); Statement statement = connection.createStatement()) {
			try (ResultSet existing = statement.executeQuery(DATABASE_EXISTS)) {
				if (existing.next()) {
					return;
				}
			}
			statement.execute(CREATE_DATABASE);
		}
	}

	private static DatabaseCoordinates coordinates(int port, String password, String database) {
		return new DatabaseCoordinates(ConnectionFactoryOptions.builder()
			.option(ConnectionFactoryOptions.DRIVER, "postgresql")
			.option(ConnectionFactoryOptions.HOST, "127.0.0.1")
			.option(ConnectionFactoryOptions.PORT, port)
			.option(ConnectionFactoryOptions.DATABASE, database)
			.option(ConnectionFactoryOptions.USER, PostgresData.USER)
			.option(ConnectionFactoryOptions.PASSWORD, password)
			.build());
	}

	/** Stops the database for good, after a start that is under way. */
	synchronized void stop() {
		this.stopped = true;
		this.coordinates = null;
		try {
			if (this.server != null) {
				this.server.stop(this.settings.stopTimeout());
			}
			if (this.will != null) {
				this.will.close();
			}
			if (this.lock != null) {
				this.lock.close();
			}
		}
		catch (IOException ex) {
			logger.warn("The embedded PostgreSQL could not be stopped: {}", ex.getMessage());
		}
	}

}
