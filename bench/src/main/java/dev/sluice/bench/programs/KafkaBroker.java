package dev.sluice.bench.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.sluice.bench.run.Folders;
import dev.sluice.bench.run.Progress;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.slf4j.LoggerFactory;

/** One Kafka of this run's own: a node that is broker and controller, on the loopback. */
public final class KafkaBroker implements AutoCloseable {

	private static final String SETTINGS = """
			process.roles=broker,controller
			node.id=1
			listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
			advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
			controller.listener.names=CONTROLLER
			controller.quorum.bootstrap.servers=127.0.0.1:%2$d
			log.dirs=%3$s
			auto.create.topics.enable=false
			offsets.topic.replication.factor=1
			offsets.topic.num.partitions=1
			transaction.state.log.replication.factor=1
			transaction.state.log.min.isr=1
			transaction.state.log.num.partitions=4
			log.retention.check.interval.ms=5000
			""";

	private final Path directory;

	private final int port;

	private final Process process;

	static {
		((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
	}

	/**
	 * Starts it without any topic.
	 * @param parent where the folder of its data is made
	 */
	public KafkaBroker(List<String> jvm, Path parent) throws Exception {
		this.directory = Files.createTempDirectory(parent, "sluice-bench-kafka");
		this.port = Processes.freePort();
		Path settings = this.directory.resolve("server.properties");
		Files.writeString(settings, SETTINGS.formatted(this.port, Processes.freePort(), data()));
		String _ = Processes.run(java(List.of(), "kafka.tools.StorageTool", "format", "--config", settings.toString(),
				"--cluster-id", Uuid.randomUuid().toString(), "--standalone"));
		this.process = Processes.start(java(jvm, "kafka.Kafka", settings.toString()), Folders.result("kafka.log"));
		Processes.closeAtEnd(this);
		awaitReady();
		Progress.print("Kafka runs as process " + this.process.pid() + " on port " + this.port);
	}

	/** Where the broker's own programs and libraries are. */
	public static String classPath() {
		return Folders.home().resolve("broker/target/lib") + "/*";
	}

	private static List<String> java(List<String> jvm, String... program) {
		List<String> command = new ArrayList<>(List.of(Processes.jdk("java")));
		command.addAll(jvm);
		command.addAll(List.of("-cp", classPath()));
		command.addAll(List.of(program));
		return command;
	}

	/** Where clients find it. */
	public String address() {
		return "127.0.0.1:" + this.port;
	}

	/** Somebody who may do everything with it; the caller closes him. */
	public Admin admin() {
		return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address()));
	}

	/** What is on the disk of a partition. */
	public Path data(String topic, int partition) {
		return data().resolve(topic + "-" + partition);
	}

	private Path data() {
		return this.directory.resolve("data");
	}

	public long cpuMicros() {
		return Cpu.micros(this.process.pid());
	}

	private void awaitReady() throws Exception {
		try (Admin admin = admin()) {
			for (int i = 0; i < 60 && this.process.isAlive(); i++) {
				try {
					if (!admin.describeCluster().nodes().get().isEmpty()) {
						return;
					}
				}
				catch (ExecutionException ex) {
					// Not yet.
				}
				Thread.sleep(100);
			}
		}
		throw new IllegalStateException("Kafka did not start:\n" + Files.readString(Folders.result("kafka.log")));
	}

	@Override
	public void close() throws IOException, InterruptedException {
		Processes.stop(this.process, Duration.ofSeconds(30));
		try (Stream<Path> files = Files.walk(this.directory)) {
			files.sorted(Comparator.reverseOrder()).forEach((file) -> file.toFile().delete());
		}
	}

}
