package dev.sluice.testing.kafka;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.sluice.testing.Patience;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A broker in a process of its own, which ends with the test. */
public final class KafkaBroker implements AutoCloseable {

	static final String READY = "The broker is ready";

	private static final String QUIET = """
			<configuration>
			  <appender name="out" class="ch.qos.logback.core.ConsoleAppender"><encoder><pattern>%d %p %c %m%n</pattern></encoder></appender>
			  <root level="error"><appender-ref ref="out"/></root>
			</configuration>
			""";

	private final Path folder;

	private final int port;

	private final int controllerPort;

	private Process process;

	private KafkaBroker(Path folder, int port, int controllerPort) throws IOException {
		this.folder = folder;
		this.port = port;
		this.controllerPort = controllerPort;
		this.process = launch();
	}

	/** Starts one without any topics. */
	public static KafkaBroker start(Path folder) throws IOException {
		List<Integer> ports = freePorts();
		return new KafkaBroker(folder, ports.getFirst(), ports.getLast());
	}

	private static List<Integer> freePorts() throws IOException {
		try (ServerSocket one = free(); ServerSocket other = free()) {
			return List.of(one.getLocalPort(), other.getLocalPort());
		}
	}

	private static ServerSocket free() throws IOException {
		return new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
	}

	private Process launch() throws IOException {
		Path logging = Files.writeString(this.folder.resolve("broker-logback.xml"), QUIET);
		Path output = Files.createTempFile(this.folder, "broker-", ".txt");
		Process started = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
				"--sun-misc-unsafe-memory-access=allow", "-Dlogback.configurationFile=" + logging, "-cp",
				System.getProperty("java.class.path"), BrokerProgram.class.getName(),
				this.folder.resolve("kafka").toString(), Integer.toString(this.port),
				Integer.toString(this.controllerPort)))
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		await().atMost(Patience.LONG.multipliedBy(2)).until(() -> {
			String said = Files.readString(output);
			assertThat(started.isAlive()).as(said).isTrue();
			return said.contains(READY);
		});
		return started;
	}

	/** Where it is found. */
	public String address() {
		return "127.0.0.1:" + this.port;
	}

	/** What makes a gateway relay to it, looking often and giving up soon. */
	public Map<String, String> properties() {
		String prefix = "sluice.destinations.kafka.";
		return Map.of(prefix + "bootstrap-servers", address(), prefix + "look-interval", "1s", prefix + "lease", "2s",
				prefix + "beat", "200ms", prefix + "answer-timeout", "10s");
	}

	/** What makes a gateway relay to it in a process of its own. */
	public String[] arguments() {
		return properties().entrySet()
			.stream()
			.map((property) -> "--" + property.getKey() + "=" + property.getValue())
			.toArray(String[]::new);
	}

	/** The topics that it has, but for its own. */
	public Set<String> topics() {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
			return Set.copyOf(admin.listTopics().names().get());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Makes a topic. */
	public void make(NewTopic topic) throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
			var _ = admin.createTopics(List.of(topic)).all().get();
		}
	}

	/** Is gone at once, with what was not written down. */
	public void kill() {
		this.process.destroyForcibly();
		await().until(() -> !this.process.isAlive());
	}

	/** Is there again, at the same address, with what was. */
	public void restart() throws IOException {
		this.process = launch();
	}

	@Override
	public void close() throws IOException {
		kill();
		try (Stream<Path> data = Files.walk(this.folder.resolve("kafka"))) {
			data.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
		}
	}

}
