package dev.sluice.destinations.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The two topics of the relay: they are made where they are missing. All of this blocks.
 */
final class Topics {

	/** It has to be read to take over: what is in its newest part is not compacted. */
	private static final Map<String, String> OF_CURSORS = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG,
			TopicConfig.CLEANUP_POLICY_COMPACT, TopicConfig.SEGMENT_BYTES_CONFIG, "16777216",
			TopicConfig.SEGMENT_MS_CONFIG, "3600000", TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");

	/**
	 * In bytes; an event is smaller, but may be larger than what Kafka takes by itself.
	 */
	static final int LARGEST = 4 << 20;

	private static final Map<String, String> OF_EVENTS = Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
			Integer.toString(LARGEST));

	private final Admin admin;

	private final KafkaSettings settings;

	Topics(Admin admin, KafkaSettings settings) {
		this.admin = admin;
		this.settings = settings;
	}

	/**
	 * Makes those that are missing.
	 * @throws IllegalStateException where what is there would forget how far it has come
	 */
	void require() {
		Set<String> there = await(this.admin.listTopics().names());
		List<NewTopic> missing = new ArrayList<>();
		if (!there.contains(this.settings.topic())) {
			missing.add(topic(this.settings.topic(), Optional.ofNullable(this.settings.partitions()), OF_EVENTS));
		}
		if (!there.contains(cursors())) {
			missing.add(topic(cursors(), Optional.of(1), OF_CURSORS));
		}
		this.admin.createTopics(missing).values().forEach((name, made) -> awaitMade(made));
		requireCompacted();
	}

	private NewTopic topic(String name, Optional<Integer> partitions, Map<String, String> configuration) {
		return new NewTopic(name, partitions, Optional.ofNullable(this.settings.replicationFactor()))
			.configs(configuration);
	}

	/** That somebody else was faster is no harm. */
	private static void awaitMade(KafkaFuture<Void> made) {
		try {
			var _ = await(made.thenApply((nothing) -> true));
		}
		catch (TopicExistsException ex) {
			return;
		}
	}

	/** Who may not look has to see to it himself. */
	private void requireCompacted() {
		ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, cursors());
		try {
			Config configuration = await(
					Objects.requireNonNull(this.admin.describeConfigs(Set.of(topic)).values().get(topic)));
			String policy = configuration.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
			if (!TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy)) {
				throw new IllegalStateException("The topic " + cursors() + " has cleanup.policy=" + policy
						+ " and would forget how far it has come: set it to compact");
			}
		}
		catch (AuthorizationException ex) {
			// Nothing is known against it.
		}
	}

	/**
	 * Up to where it is known how far journals have come.
	 * @throws IllegalStateException where somebody else is writing there, whose records
	 * would be missing
	 */
	Map<TopicPartition, Long> endsOfCursors() {
		Map<String, TopicDescription> topics = await(this.admin.describeTopics(Set.of(cursors())).allTopicNames());
		List<TopicPartition> partitions = Objects.requireNonNull(topics.get(cursors()))
			.partitions()
			.stream()
			.map((partition) -> new TopicPartition(cursors(), partition.partition()))
			.toList();
		Map<TopicPartition, Long> committed = ends(partitions, IsolationLevel.READ_COMMITTED);
		if (!committed.equals(ends(partitions, IsolationLevel.READ_UNCOMMITTED))) {
			throw new IllegalStateException("Somebody else is writing to the topic " + cursors()
					+ ": each relay needs topics of its own, or the same transactional-id");
		}
		return committed;
	}

	private Map<TopicPartition, Long> ends(List<TopicPartition> partitions, IsolationLevel isolation) {
		Map<TopicPartition, OffsetSpec> latest = partitions.stream()
			.collect(Collectors.toMap((partition) -> partition, (partition) -> OffsetSpec.latest()));
		Map<TopicPartition, Long> ends = new HashMap<>();
		await(this.admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all())
			.forEach((partition, info) -> ends.put(partition, info.offset()));
		return ends;
	}

	private String cursors() {
		return this.settings.cursorTopic();
	}

	private static <T> T await(KafkaFuture<T> future) {
		try {
			return Objects.requireNonNull(future.get());
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : new KafkaException(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new KafkaException("Interrupted", ex);
		}
	}

}
