package dev.sluice.testing.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads a topic from its beginning on, and nothing of what was not committed. For one
 * thread.
 */
public final class TopicReader implements AutoCloseable {

	private final List<ConsumerRecord<String, String>> records = new ArrayList<>();

	private final KafkaConsumer<String, String> consumer;

	public TopicReader(KafkaBroker broker, String topic) {
		this.consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", broker.address(), "isolation.level",
				"read_committed", "enable.auto.commit", false, "auto.offset.reset", "earliest"),
				new StringDeserializer(), new StringDeserializer());
		List<TopicPartition> partitions = this.consumer.partitionsFor(topic)
			.stream()
			.map((partition) -> new TopicPartition(topic, partition.partition()))
			.toList();
		this.consumer.assign(partitions);
		this.consumer.seekToBeginning(partitions);
	}

	/** All that was there up to now; waits a little for more. */
	public List<ConsumerRecord<String, String>> read() {
		this.consumer.poll(Duration.ofMillis(200)).forEach(this.records::add);
		return List.copyOf(this.records);
	}

	/** The positions of each merchant, in the order in which they stand there. */
	public Map<String, List<Long>> positions() {
		return read().stream()
			.collect(Collectors.groupingBy((record) -> header(record, "ce_merchant"), TreeMap::new,
					Collectors.mapping((record) -> Long.valueOf(header(record, "ce_position")), Collectors.toList())));
	}

	/** The newest value of each key. */
	public Map<String, String> newest() {
		Map<String, String> newest = new HashMap<>();
		read().forEach((record) -> newest.put(record.key(), record.value()));
		return newest;
	}

	/** What a header of a record says. */
	public static String header(ConsumerRecord<String, String> record, String name) {
		assertThat(record.headers().headers(name)).as(name).hasSize(1);
		return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.consumer.close();
	}

}
