package dev.sluice.bench.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One PostgreSQL of this run's own: durable, with the same settings for everybody. */
public final class Postgres implements AutoCloseable {

	private static final Map<String, String> SETTINGS = Map.of("fsync", "on", "synchronous_commit", "on",
			"full_page_writes", "on", "shared_buffers", "1GB", "max_wal_size", "8GB", "checkpoint_timeout", "30min",
			"max_connections", "200", "listen_addresses", "127.0.0.1", "logging_collector", "off",
			"unix_socket_directories", "");

	private final Path bin;

	private final Path directory;

	private final int port;

	private final Process process;

	private String standby = "";

	private final boolean root = "root".equals(System.getProperty("user.name"));

	/**
	 * Starts it with an empty database.
	 * @param programs the folder of its programs; empty for the newest that is installed
	 * @param parent where the folder of its data is made
	 */
	public Postgres(String programs, Path parent) throws Exception {
		this.bin = bin(programs);
		this.directory = Files.createTempDirectory(parent, "sluice-bench-pg");
		this.port = Processes.freePort();
		if (this.root) {
			Processes.run(List.of("chown", "postgres", this.directory.toString()));
		}
		Path data = this.directory.resolve("data");
		Processes
			.run(as("initdb", "-D", data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale"));
		List<String> command = as("postgres", "-D", data.toString(), "-p", String.valueOf(this.port));
		SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
		this.process = Processes.start(command, this.directory.resolve("log"));
		Processes.closeAtEnd(this);
		awaitReady();
		execute("create database sluice");
	}

	/**
	 * Has each commit wait for a standby.
	 * @param roundTrip of the link to it, in milliseconds
	 */
	public void addStandby(double roundTrip) throws Exception {
		Path folder = Files.createDirectory(this.directory.resolve("standby"));
		Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
		if (this.root) {
			Processes.run(List.of("chown", "postgres", folder.toString()));
		}
		var _ = new Standby(this, folder, roundTrip);
		this.standby = ", a synchronous standby on the same machine behind a link with a round trip of " + roundTrip
				+ " ms";
	}

	public String settings() {
		return version() + ", fsync=on, synchronous_commit=on, shared_buffers=1GB" + this.standby;
	}

	private String version() {
		try {
			return text("show server_version").replaceFirst("^", "PostgreSQL ");
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public int port() {
		return this.port;
	}

	public String program(String name) {
		return this.bin.resolve(name).toString();
	}

	public Connection connect() throws SQLException {
		return DriverManager
			.getConnection("jdbc:postgresql://127.0.0.1:" + this.port + "/sluice?user=postgres&prepareThreshold=1");
	}

	public void execute(String sql) throws SQLException {
		String database = sql.startsWith("create database") ? "postgres" : "sluice";
		try (Connection connection = DriverManager
			.getConnection("jdbc:postgresql://127.0.0.1:" + this.port + "/" + database + "?user=postgres");
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	public String text(String sql) throws SQLException {
		try (Connection connection = connect();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(sql)) {
			return result.next() ? result.getString(1) : "";
		}
	}

	/** What the gateway is told of it. */
	public List<String> arguments() {
		return arguments("sluice");
	}

	/** What a program is told that has another database of it. */
	public List<String> arguments(String database) {
		return List.of("--spring.r2dbc.url=r2dbc:postgresql://127.0.0.1:" + this.port + "/" + database,
				"--spring.r2dbc.username=postgres", "--spring.r2dbc.password=unused");
	}

	public long cpuMicros() {
		return Cpu.familyMicros(postmaster());
	}

	/** As the server itself says: {@code runuser} may stand in between. */
	private long postmaster() {
		try (Stream<String> lines = Files.lines(this.directory.resolve("data/postmaster.pid"))) {
			return Long.parseLong(lines.findFirst().orElseThrow().strip());
		}
		catch (IOException ex) {
			return this.process.pid();
		}
	}

	/** A command of its own programs, as its own user. */
	List<String> as(String program, String... arguments) {
		List<String> command = new ArrayList<>();
		if (this.root) {
			command.addAll(List.of("runuser", "-u", "postgres", "--"));
		}
		command.add(program(program));
		command.addAll(List.of(arguments));
		return command;
	}

	private void awaitReady() throws Exception {
		for (int i = 0; i < 300; i++) {
			try (Connection _ = DriverManager
				.getConnection("jdbc:postgresql://127.0.0.1:" + this.port + "/postgres?user=postgres")) {
				return;
			}
			catch (SQLException ex) {
				if (!this.process.isAlive()) {
					break;
				}
				Thread.sleep(100);
			}
		}
		throw new IllegalStateException(Files.readString(this.directory.resolve("log")));
	}

	private static Path bin(String given) throws IOException {
		if (!given.isEmpty()) {
			return Path.of(given);
		}
		for (Path root : List.of(Path.of("/usr/lib/postgresql"), Path.of("/opt/homebrew/opt"))) {
			if (Files.isDirectory(root)) {
				try (Stream<Path> versions = Files.list(root)) {
					var newest = versions.map((version) -> version.resolve("bin"))
						.filter((bin) -> Files.isExecutable(bin.resolve("pgbench")))
						.max(Comparator.naturalOrder());
					if (newest.isPresent()) {
						return newest.get();
					}
				}
			}
		}
		throw new IllegalArgumentException("No PostgreSQL with pgbench found; install one or name its --pg-bin");
	}

	@Override
	public void close() throws Exception {
		ProcessHandle postmaster = ProcessHandle.of(postmaster()).orElse(null);
		if (postmaster != null) {
			Processes.run(List.of("kill", "-INT", String.valueOf(postmaster.pid())));
		}
		if (!this.process.waitFor(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS)) {
			Processes.stop(this.process, Duration.ofSeconds(5));
		}
		try (Stream<Path> files = Files.walk(this.directory)) {
			files.sorted(Comparator.reverseOrder()).forEach((file) -> file.toFile().delete());
		}
	}

}
