package dev.sluice.bench.relay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.sluice.bench.programs.KafkaBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic, seen from outside: how far it is committed, and what is in it. */
final class Topic implements AutoCloseable {

	/** So that what was looked at can be deleted. */
	private static final Map<String, String> SETTINGS = Map.of("segment.bytes", String.valueOf(64 * 1024 * 1024),
			"file.delete.delay.ms", "1000");

	private static final Duration POLL = Duration.ofSeconds(1);

	private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

	/** Another look at it costs little. */
	private static final long LOOK_MILLIS = 20;

	/** In which more would have come. */
	private static final long QUIET_NANOS = Duration.ofMillis(1500).toNanos();

	private final KafkaBroker broker;

	private final Admin admin;

	private final String name;

	private final List<TopicPartition> partitions;

	private Map<TopicPartition, Long> read;

	/** Makes it. */
	Topic(KafkaBroker broker, String name, int partitions) throws Exception {
		this.broker = broker;
		this.admin = broker.admin();
		this.name = name;
		this.partitions = IntStream.range(0, partitions).mapToObj((n) -> new TopicPartition(name, n)).toList();
		this.admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(SETTINGS))).all().get();
		this.read = ends();
	}

	String name() {
		return this.name;
	}

	/** Passes over what has come until now. */
	void skip() throws Exception {
		this.read = ends();
	}

	/**
	 * Waits until so many are committed and no more come, seen by the ends that a
	 * consumer of what is committed may read up to.
	 * @param atChange called whenever more was there, so that the last time was at the
	 * end
	 */
	void awaitCommitted(long records, Runnable atChange) throws Exception {
		long start = sum(this.read);
		long seen = start;
		long since = System.nanoTime();
		while (true) {
			long now = sum(ends());
			if (now != seen) {
				seen = now;
				since = System.nanoTime();
				atChange.run();
			}
			long quiet = System.nanoTime() - since;
			if (seen - start >= records && quiet > QUIET_NANOS) {
				return;
			}
			if (quiet > PATIENCE_NANOS) {
				throw new IllegalStateException(
						"Nothing more has come to " + this.name + " after " + (seen - start) + " of " + records);
			}
			Thread.sleep(LOOK_MILLIS);
		}
	}

	/** Reads what has come since the last time, each once. */
	void read(Consumer<ConsumerRecord<byte[], byte[]>> reader) throws Exception {
		Map<TopicPartition, Long> ends = ends();
		try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
				Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, this.broker.address(),
						ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed", ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
						10_000, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 * 1024 * 1024),
				new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
			consumer.assign(this.partitions);
			this.read.forEach(consumer::seek);
			while (this.partitions.stream().anyMatch((each) -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
				consumer.poll(POLL).forEach(reader);
			}
		}
		this.read = ends;
	}

	/** Lets go of what was read. */
	void forget() throws Exception {
		this.admin
			.deleteRecords(this.read.entrySet()
				.stream()
				.collect(Collectors.toMap(Map.Entry::getKey, (each) -> RecordsToDelete.beforeOffset(each.getValue()))))
			.all()
			.get();
	}

	/** How what has come is stored, as far as it is still there. */
	Batches batches() throws Exception {
		Batches batches = new Batches();
		for (TopicPartition each : this.partitions) {
			batches.add(this.broker.data(this.name, each.partition()));
		}
		return batches;
	}

	private Map<TopicPartition, Long> ends() throws Exception {
		return this.admin
			.listOffsets(
					this.partitions.stream().collect(Collectors.toMap((each) -> each, (each) -> OffsetSpec.latest())),
					new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
			.all()
			.get()
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (each) -> each.getValue().offset()));
	}

	private static long sum(Map<TopicPartition, Long> offsets) {
		return offsets.values().stream().mapToLong(Long::longValue).sum();
	}

	@Override
	public void close() {
		this.admin.close();
	}

}
