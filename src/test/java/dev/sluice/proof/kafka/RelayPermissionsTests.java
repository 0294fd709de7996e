package dev.sluice.proof.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.proof.Instance;
import dev.sluice.testing.Shop;
import dev.sluice.testing.TestDatabase;
import dev.sluice.testing.kafka.KafkaBroker;
import dev.sluice.testing.kafka.TopicReader;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a relay has to be allowed where Kafka asks who may do what. */
class RelayPermissionsTests {

	private static final String SETTING = "sluice.destinations.kafka.";

	@TempDir
	private static Path folder;

	private static KafkaBroker broker;

	private final TestDatabase database = TestDatabase.create();

	private String topic = "";

	@BeforeAll
	static void startBroker() throws Exception {
		broker = KafkaBroker.start(folder);
	}

	@AfterAll
	static void stopBroker() throws Exception {
		broker.close();
	}

	@BeforeEach
	void nameTopic(TestInfo test) {
		this.topic = test.getTestMethod().orElseThrow().getName();
	}

	@Test
	void areTheseWhereItsTopicsAreThere() throws Exception {
		make(this.topic, "delete");
		make(this.topic + ".cursors", "compact");
		allowWhatIsSaid();

		bringsWhatHappens();
	}

	@Test
	void areToMakeThemToo() throws Exception {
		allowWhatIsSaid();
		allow(ResourceType.TOPIC, "", AclOperation.CREATE);
		allow(ResourceType.TOPIC, ".cursors", AclOperation.CREATE);

		bringsWhatHappens();
	}

	@Test
	void areMissedAndToldOf() throws Exception {
		try (Instance gateway = start()) {
			String _ = Shop.open(this.database.client(), gateway.port()).pay("automatic", "pm_card_visa");
			await().until(() -> interruptions(gateway) > 0);

			allowWhatIsSaid();
			allow(ResourceType.TOPIC, "", AclOperation.CREATE);
			allow(ResourceType.TOPIC, ".cursors", AclOperation.CREATE);

			await().until(() -> relayed() == 2);
		}
	}

	private void allowWhatIsSaid() throws Exception {
		for (AclOperation operation : List.of(AclOperation.DESCRIBE, AclOperation.WRITE)) {
			allow(ResourceType.TOPIC, "", operation);
			allow(ResourceType.TOPIC, ".cursors", operation);
			broker.allow(ResourceType.TRANSACTIONAL_ID, "sluice-" + this.topic, operation);
		}
		allow(ResourceType.TOPIC, ".cursors", AclOperation.READ);
		allow(ResourceType.TOPIC, ".cursors", AclOperation.DESCRIBE_CONFIGS);
	}

	private void allow(ResourceType type, String suffix, AclOperation operation) throws Exception {
		broker.allow(type, this.topic + suffix, operation);
	}

	private static void make(String topic, String policy) throws Exception {
		broker.make(new NewTopic(topic, 1, (short) 1).configs(Map.of("cleanup.policy", policy)));
	}

	private void bringsWhatHappens() throws Exception {
		try (Instance gateway = start()) {
			String _ = Shop.open(this.database.client(), gateway.port()).pay("automatic", "pm_card_visa");

			await().until(() -> relayed() == 2);
			assertThat(interruptions(gateway)).isZero();
		}
	}

	private Instance start() {
		Map<String, String> properties = new HashMap<>(broker.boundedProperties());
		properties.put(SETTING + "topic", this.topic);
		properties.put(SETTING + "answer-timeout", "25s");
		return Instance.start(this.database, properties);
	}

	private int relayed() {
		if (!broker.topics().contains(this.topic)) {
			return 0;
		}
		try (TopicReader reader = new TopicReader(broker, this.topic)) {
			return reader.read().size();
		}
	}

	private static double interruptions(Instance gateway) {
		return gateway.context().getBean(MeterRegistry.class).get(SETTING + "interruptions").counter().count();
	}

}
