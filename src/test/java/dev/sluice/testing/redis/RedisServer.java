package dev.sluice.testing.redis;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.sluice.testing.Ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A Redis of the machine's own, in a process that ends with the test. */
public final class RedisServer implements AutoCloseable {

	/** Why its tests are skipped. */
	public static final String MISSING = "No redis-server on the path: limits that instances share were not tested";

	private final Path folder;

	private final int port;

	private final List<String> options;

	private Process process;

	private RedisServer(Path folder, int port, List<String> options) throws IOException {
		this.folder = folder;
		this.port = port;
		this.options = options;
		this.process = launch();
	}

	/** Whether there is one; where the variable {@code CI} is set there must be. */
	public static boolean isInstalled() {
		boolean installed = executable().isPresent();
		assertThat(installed || System.getenv("CI") == null).as(MISSING).isTrue();
		return installed;
	}

	/** Starts one that keeps nothing. */
	public static RedisServer start(Path folder, String... options) throws IOException {
		return new RedisServer(folder, Ports.free(), List.of(options));
	}

	private Process launch() throws IOException {
		List<String> command = new ArrayList<>(List.of(executable().orElseThrow().toString(), "--bind", "127.0.0.1",
				"--save", "", "--appendonly", "no", "--dir", this.folder.toString()));
		command.addAll(this.options.contains("--tls-port") ? List.of("--port", "0")
				: List.of("--port", Integer.toString(this.port)));
		this.options.forEach((option) -> command.add(option.replace("PORT", Integer.toString(this.port))));
		Process started = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("redis-" + this.port + ".txt").toFile())
			.start();
		await().ignoreExceptions().until(() -> {
			assertThat(started.isAlive()).as(output()).isTrue();
			new Socket(InetAddress.getLoopbackAddress(), this.port).close();
			return true;
		});
		return started;
	}

	private String output() throws IOException {
		return Files.readString(this.folder.resolve("redis-" + this.port + ".txt"));
	}

	/** Makes a cluster of some that were started with {@code --cluster-enabled yes}. */
	public static void join(List<RedisServer> nodes) throws Exception {
		List<String> command = new ArrayList<>(List.of("redis-cli", "--cluster", "create"));
		nodes.forEach((node) -> command.add("127.0.0.1:" + node.port));
		command.add("--cluster-yes");
		Path output = nodes.getFirst().folder.resolve("cluster.txt");
		Process create = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		assertThat(create.waitFor()).as(() -> output.toString()).isZero();
	}

	public int port() {
		return this.port;
	}

	public String url() {
		return "redis://127.0.0.1:" + this.port;
	}

	/** Answers nobody any more, and keeps all connections. */
	public void fallSilent() throws Exception {
		signal("STOP");
	}

	public void speakAgain() throws Exception {
		signal("CONT");
	}

	private void signal(String name) throws Exception {
		Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid())).start();
		assertThat(kill.waitFor()).isZero();
	}

	/** Is gone at once, with all that it knew. */
	public void kill() {
		this.process.destroyForcibly();
		await().until(() -> !this.process.isAlive());
	}

	/** Is there again, and knows nothing. */
	public void restart() throws IOException {
		this.process = launch();
	}

	@Override
	public void close() {
		kill();
	}

	private static Optional<Path> executable() {
		String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
		return Stream.of(path.split(File.pathSeparator))
			.map((folder) -> Path.of(folder, "redis-server"))
			.filter(Files::isExecutable)
			.findFirst();
	}

}
