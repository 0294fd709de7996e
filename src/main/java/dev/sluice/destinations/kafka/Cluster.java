package dev.sluice.destinations.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A cluster of Kafka's, as the relay uses it. All of this blocks. */
final class Cluster {

	/** As long as a broker waits for who has died in the middle of a transaction. */
	private static final Duration TRANSACTION = Duration.ofSeconds(30);

	private static final int BUFFER = 16 << 20;

	private static final int BATCH = 128 << 10;

	private static final int LINGER_MILLIS = 5;

	private static final Duration POLL = Duration.ofMillis(200);

	private final KafkaSettings settings;

	Cluster(KafkaSettings settings) {
		this.settings = settings;
	}

	/**
	 * What writes from now on; whoever did before writes nothing any more. What that one
	 * left open is ended when this is back.
	 */
	Producer<byte[], byte[]> takeOver() {
		try (Admin admin = Admin.create(common(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG))) {
			new Topics(admin, this.settings).require();
		}
		Producer<byte[], byte[]> producer = new KafkaProducer<>(ofProducer(), new ByteArraySerializer(),
				new ByteArraySerializer());
		try {
			producer.initTransactions();
			return producer;
		}
		catch (RuntimeException ex) {
			producer.close(Duration.ZERO);
			throw ex;
		}
	}

	/** How far each journal has come, of those that have come anywhere. */
	Map<UUID, Long> cursors() {
		Map<TopicPartition, Long> ends;
		try (Admin admin = Admin.create(common(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG))) {
			ends = new Topics(admin, this.settings).endsOfCursors();
		}
		Map<UUID, Long> cursors = new HashMap<>();
		try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(ofConsumer(), new ByteArrayDeserializer(),
				new ByteArrayDeserializer())) {
			consumer.assign(ends.keySet());
			consumer.seekToBeginning(ends.keySet());
			read(consumer, ends, cursors);
		}
		return cursors;
	}

	/** For as long as it comes nearer. */
	private void read(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Map<UUID, Long> cursors) {
		long nearest = 0;
		long since = System.nanoTime();
		while (!isThere(consumer, ends)) {
			consumer.poll(POLL).forEach((record) -> note(record, cursors));
			long reached = ends.keySet().stream().mapToLong(consumer::position).sum();
			if (reached > nearest) {
				nearest = reached;
				since = System.nanoTime();
			}
			else if (System.nanoTime() - since > this.settings.answerTimeout().toNanos()) {
				throw new IllegalStateException("The topic " + this.settings.cursorTopic() + " could not be read");
			}
		}
	}

	private static boolean isThere(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
		return ends.entrySet().stream().allMatch((end) -> consumer.position(end.getKey()) >= end.getValue());
	}

	private static void note(ConsumerRecord<byte[], byte[]> record, Map<UUID, Long> cursors) {
		if (record.key() == null || record.value() == null) {
			return;
		}
		MerchantId.read(new String(record.key(), StandardCharsets.UTF_8))
			.ifPresent((merchant) -> cursors.merge(merchant.value(),
					Long.valueOf(new String(record.value(), StandardCharsets.UTF_8)), Math::max));
	}

	private Map<String, Object> ofProducer() {
		Map<String, Object> all = new HashMap<>(Map.of(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS,
				ProducerConfig.BATCH_SIZE_CONFIG, BATCH, ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER));
		all.putAll(common(ProducerConfig.MAX_BLOCK_MS_CONFIG));
		all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, this.settings.transactionalId());
		all.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION.toMillis());
		all.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.LARGEST);
		all.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
				(int) this.settings.answerTimeout().plusMillis(LINGER_MILLIS).toMillis());
		return all;
	}

	private Map<String, Object> ofConsumer() {
		Map<String, Object> all = common(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);
		all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
		all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
		all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
		return all;
	}

	private Map<String, Object> common(String patience) {
		int millis = (int) this.settings.answerTimeout().toMillis();
		Map<String, Object> all = new HashMap<>(Map.of(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis / 2));
		all.putAll(this.settings.properties());
		all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, this.settings.bootstrapServers());
		all.put(patience, millis);
		return all;
	}

}
