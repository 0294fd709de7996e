package dev.sluice.testing.kafka;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A broker that is its own controller, on loopback, as a program. Who comes to its
 * guarded port says who he is and may do what he was allowed; all others may do all.
 */
final class BrokerProgram {

	private static final int NODE = 1;

	private BrokerProgram() {
	}

	/**
	 * Runs until it is killed.
	 * @param arguments where it keeps its data, its port, that of its controller, and the
	 * guarded one
	 */
	public static void main(String... arguments) throws Exception {
		Path data = Path.of(arguments[0]);
		format(data);
		KafkaRaftServer server = new KafkaRaftServer(
				new KafkaConfig(configuration(data, arguments[1], arguments[2], arguments[3]), false), Time.SYSTEM);
		server.startup();
		System.out.println(KafkaBroker.READY);
		server.awaitShutdown();
	}

	/** What is formatted already is left as it is. */
	private static void format(Path data) throws Exception {
		if (Files.exists(data.resolve("meta.properties"))) {
			return;
		}
		new Formatter().setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
			.setClusterId(Uuid.randomUuid().toString())
			.setNodeId(NODE)
			.setDirectories(List.of(data.toString()))
			.setMetadataLogDirectory(data.toString())
			.setControllerListenerName("CONTROLLER")
			.run();
	}

	private static Map<String, String> configuration(Path data, String port, String controllerPort, String guarded) {
		return Map.ofEntries(Map.entry("process.roles", "broker,controller"),
				Map.entry("node.id", Integer.toString(NODE)), Map.entry("log.dirs", data.toString()),
				Map.entry("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort),
				Map.entry("listeners",
						"PLAINTEXT://127.0.0.1:" + port + ",GUARDED://127.0.0.1:" + guarded + ",CONTROLLER://127.0.0.1:"
								+ controllerPort),
				Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port + ",GUARDED://127.0.0.1:" + guarded),
				Map.entry("controller.listener.names", "CONTROLLER"),
				Map.entry("listener.security.protocol.map",
						"PLAINTEXT:PLAINTEXT,GUARDED:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT"),
				Map.entry("sasl.enabled.mechanisms", "PLAIN"),
				Map.entry("listener.name.guarded.plain.sasl.jaas.config", KafkaBroker.known()),
				Map.entry("authorizer.class.name", StandardAuthorizer.class.getName()),
				Map.entry("super.users", "User:ANONYMOUS"), Map.entry("num.partitions", "4"),
				Map.entry("default.replication.factor", "1"), Map.entry("offsets.topic.num.partitions", "1"),
				Map.entry("offsets.topic.replication.factor", "1"),
				Map.entry("transaction.state.log.num.partitions", "1"),
				Map.entry("transaction.state.log.replication.factor", "1"),
				Map.entry("transaction.state.log.min.isr", "1"), Map.entry("group.initial.rebalance.delay.ms", "0"),
				Map.entry("auto.create.topics.enable", "false"), Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
				Map.entry("log.cleaner.threads", "1"));
	}

}
