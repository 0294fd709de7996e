package dev.sluice.testing.kafka;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.sluice.testing.Patience;
import dev.sluice.testing.Ports;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A broker in a process of its own, which ends with the test. */
public final class KafkaBroker implements AutoCloseable {

	static final String READY = "The broker is ready";

	private static final String BOUNDED = "bounded";

	private static final String QUIET = """
			<configuration>
			  <appender name="out" class="ch.qos.logback.core.ConsoleAppender"><encoder><pattern>%d %p %c %m%n</pattern></encoder></appender>
			  <root level="error"><appender-ref ref="out"/></root>
			</configuration>
			""";

	private final Path folder;

	private final int port;

	private final int controllerPort;

	private final int guardedPort;

	private Process process;

	private KafkaBroker(Path folder, List<Integer> ports) throws IOException {
		this.folder = folder;
		this.port = ports.get(0);
		this.controllerPort = ports.get(1);
		this.guardedPort = ports.get(2);
		this.process = launch();
	}

	/** Starts one without any topics. */
	public static KafkaBroker start(Path folder) throws IOException {
		return new KafkaBroker(folder, List.of(Ports.free(), Ports.free(), Ports.free()));
	}

	private Process launch() throws IOException {
		Path logging = Files.writeString(this.folder.resolve("broker-logback.xml"), QUIET);
		Path output = Files.createTempFile(this.folder, "broker-", ".txt");
		Process started = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
				"--sun-misc-unsafe-memory-access=allow", "-Dlogback.configurationFile=" + logging, "-cp",
				System.getProperty("java.class.path"), BrokerProgram.class.getName(),
				this.folder.resolve("kafka").toString(), Integer.toString(this.port),
				Integer.toString(this.controllerPort), Integer.toString(this.guardedPort)))
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

	/**
	 * What makes a gateway relay to it as somebody who may do what he was allowed, and
	 * nothing else.
	 */
	public Map<String, String> boundedProperties() {
		String prefix = "sluice.destinations.kafka.";
		Map<String, String> bounded = new HashMap<>(properties());
		bounded.put(prefix + "bootstrap-servers", "127.0.0.1:" + this.guardedPort);
		bounded.put(prefix + "properties.security.protocol", "SASL_PLAINTEXT");
		bounded.put(prefix + "properties.sasl.mechanism", "PLAIN");
		bounded.put(prefix + "properties.sasl.jaas.config", login("username=" + BOUNDED + " password=secret"));
		return bounded;
	}

	private static String login(String who) {
		return "org.apache.kafka.common.security.plain.PlainLoginModule required " + who + ';';
	}

	/** Who may come to the guarded port, as the broker reads it. */
	static String known() {
		return login("user_" + BOUNDED + "=secret");
	}

	/** Allows the one who is bounded something. */
	public void allow(ResourceType type, String name, AclOperation operation) throws Exception {
		AclBinding allowed = new AclBinding(new ResourcePattern(type, name, PatternType.LITERAL),
				new AccessControlEntry("User:" + BOUNDED, "*", operation, AclPermissionType.ALLOW));
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
			var _ = admin.createAcls(List.of(allowed)).all().get();
		}
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

	/** Sends it a signal, such as {@code STOP} or {@code CONT}. */
	public void signal(String name) throws Exception {
		Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid())).start();
		assertThat(kill.waitFor()).isZero();
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
