package dev.sluice.destinations.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.sluice.memory.PageSize;
import dev.sluice.merchants.MerchantId;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How the journals of all merchants are brought into Kafka
 * ({@code sluice.destinations.kafka.*}).
 *
 * @param bootstrapServers where a cluster is found; nothing is relayed where there is
 * none
 * @param topic where the events go
 * @param cursorTopic where it is kept how far each journal has come; the topic's name and
 * {@code .cursors} where it is left out
 * @param transactionalId by what Kafka knows that it is the same relay, so that one that
 * was thought dead writes nothing; {@code sluice-} and the topic's name where it is left
 * out
 * @param key what the records of a partition have in common, within which they are in
 * order
 * @param merchants whose events go there, by {@code mer_…}; everybody's where there are
 * none
 * @param from where a journal that has not come anywhere yet begins; with its oldest
 * entry where it is left out
 * @param partitions of the topic, where it is not there yet; as the cluster has it where
 * it is left out
 * @param replicationFactor of both topics, where they are not there yet; as the cluster
 * has it where it is left out
 * @param pageItems how many events are read at once
 * @param pageBytes how much they may weigh; up to twice as much is held
 * @param transactionTime after how long a transaction ends at the latest while there is
 * more to be written
 * @param lookInterval how often it is looked by itself whether there is something to
 * relay
 * @param lease how long an instance is the one that relays without a sign of it
 * @param beat how often it gives one
 * @param answerTimeout how long a cluster may take to answer
 * @param shutdownWait how long a stopping instance waits for what is under way
 * @param properties further ones of Kafka's own clients, such as for TLS and passwords
 */
@ConfigurationProperties("sluice.destinations.kafka")
record KafkaSettings(@DefaultValue List<String> bootstrapServers, @DefaultValue("sluice.events") String topic,
		@DefaultValue("") String cursorTopic, @DefaultValue("") String transactionalId,
		@DefaultValue("merchant") Key key, @DefaultValue Set<String> merchants, @Nullable Instant from,
		@Nullable Integer partitions, @Nullable Short replicationFactor, @DefaultValue("2000") int pageItems,
		@DefaultValue("2MB") DataSize pageBytes, @DefaultValue("200ms") Duration transactionTime,
		@DefaultValue("10s") Duration lookInterval, @DefaultValue("15s") Duration lease,
		@DefaultValue("3s") Duration beat, @DefaultValue("20s") Duration answerTimeout,
		@DefaultValue("5s") Duration shutdownWait, @DefaultValue Map<String, String> properties) {

	private static final String PREFIX = "sluice.destinations.kafka.";

	private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,240}");

	private static final DataSize MOST_BYTES = DataSize.ofMegabytes(8);

	/** What is promised depends on these. */
	private static final Set<String> OWN = Set.of("bootstrap.servers", "transactional.id", "enable.idempotence", "acks",
			"isolation.level", "max.in.flight.requests.per.connection", "transaction.timeout.ms", "enable.auto.commit",
			"group.id", "auto.offset.reset", "key.serializer", "value.serializer", "key.deserializer",
			"value.deserializer", "partitioner.class", "partitioner.ignore.keys");

	KafkaSettings {
		Assert.isTrue(NAME.matcher(topic).matches(),
				PREFIX + "topic must be 1 to 240 letters, digits, dots, underscores and hyphens");
		cursorTopic = cursorTopic.isBlank() ? topic + ".cursors" : cursorTopic;
		Assert.isTrue(NAME.matcher(cursorTopic).matches() && !cursorTopic.equals(topic), PREFIX
				+ "cursor-topic must be 1 to 240 letters, digits, dots, underscores and hyphens, and not the topic");
		transactionalId = transactionalId.isBlank() ? "sluice-" + topic : transactionalId;
		merchants.forEach((merchant) -> Assert.isTrue(MerchantId.read(merchant).isPresent(),
				() -> PREFIX + "merchants: " + merchant + " is not the id of a merchant, such as mer_…"));
		Assert.isTrue(partitions == null || partitions > 0, PREFIX + "partitions must be positive");
		Assert.isTrue(replicationFactor == null || replicationFactor > 0,
				PREFIX + "replication-factor must be positive");
		Assert.isTrue(pageItems > 0 && pageItems <= 10_000, PREFIX + "page-items must be 1 to 10000");
		Assert.isTrue(pageBytes.toBytes() > 0 && pageBytes.compareTo(MOST_BYTES) <= 0,
				PREFIX + "page-bytes must be positive and at most 8MB");
		Assert.isTrue(transactionTime.toMillis() > 0 && transactionTime.toSeconds() <= 10,
				PREFIX + "transaction-time must be 1ms to 10s");
		Assert.isTrue(lookInterval.toMillis() > 0, PREFIX + "look-interval must be at least 1ms");
		Assert.isTrue(beat.toMillis() > 0 && lease.compareTo(beat.multipliedBy(2)) >= 0,
				PREFIX + "beat must be at least 1ms, and lease at least twice as long");
		Assert.isTrue(answerTimeout.toMillis() >= 1000 && answerTimeout.toSeconds() <= 25,
				PREFIX + "answer-timeout must be 1s to 25s");
		Assert.isTrue(!shutdownWait.isNegative(), PREFIX + "shutdown-wait must not be negative");
		Map<String, String> settings = properties;
		OWN.forEach((name) -> Assert.isTrue(!settings.containsKey(name),
				() -> PREFIX + "properties: " + name + " is not for others to set"));
		bootstrapServers = List.copyOf(bootstrapServers);
		merchants = Set.copyOf(merchants);
		properties = Map.copyOf(properties);
	}

	/** Without the properties, among which are passwords. */
	@Override
	public String toString() {
		return "KafkaSettings[" + this.bootstrapServers + ", " + this.topic + "]";
	}

	PageSize page() {
		return PageSize.of(this.pageItems, this.pageBytes);
	}

	/** Whose events are wanted; everybody's where there are none. */
	Set<UUID> worlds() {
		return this.merchants.stream()
			.flatMap((merchant) -> MerchantId.read(merchant).stream())
			.map(MerchantId::value)
			.collect(Collectors.toUnmodifiableSet());
	}

	/** What the records of a partition have in common. */
	enum Key {

		/** All events of a merchant are in order. */
		MERCHANT,

		/** All events of a payment are, and a merchant's are spread. */
		PAYMENT

	}

}
