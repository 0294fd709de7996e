package dev.sluice.destinations.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.sluice.destinations.kafka.Batch.Part;
import dev.sluice.journal.Entry;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into Kafka what is read, in transactions, each with how far it has come. It
 * blocks, and is for one thread at a time; after an error it is good for nothing but to
 * be closed.
 */
final class Line implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(Line.class);

	/** Of this transaction. */
	private final Map<String, Long> written = new LinkedHashMap<>();

	/** Of this and all before it. */
	private final Map<String, Long> reached = new HashMap<>();

	private final Producer<byte[], byte[]> producer;

	private final Records records;

	private final Duration longest;

	private final Figures figures;

	private boolean open;

	private long opened;

	private long count;

	private long newest;

	Line(Producer<byte[], byte[]> producer, KafkaSettings settings, Figures figures) {
		this.producer = producer;
		this.records = new Records(settings);
		this.longest = settings.transactionTime();
		this.figures = figures;
	}

	/** Writes a batch, and ends the transaction unless another one comes at once. */
	void bring(Batch batch) {
		batch.parts().forEach(this::write);
		if (!batch.more() || System.nanoTime() - this.opened > this.longest.toNanos()) {
			commit();
		}
	}

	private void write(Part part) {
		requireInOrder(part);
		if (!this.open) {
			this.producer.beginTransaction();
			this.open = true;
			this.opened = System.nanoTime();
		}
		for (Entry entry : part.entries()) {
			var _ = this.producer.send(this.records.event(part.origin(), entry));
		}
		Entry last = part.entries().getLast();
		this.count += part.entries().size();
		this.newest = Math.max(this.newest, last.createdAt().toEpochMilli());
		this.written.put(part.origin().id(), last.position());
	}

	/** What is there twice, or late, cannot be taken back. */
	private void requireInOrder(Part part) {
		long first = part.entries().getFirst().position();
		Long before = this.reached.put(part.origin().id(), part.entries().getLast().position());
		if (before != null && first <= before) {
			throw new IllegalStateException(
					"Event " + first + " of " + part.origin().id() + " comes behind event " + before);
		}
	}

	/** Ends the transaction, where there is one: what was not sent is an error then. */
	void commit() {
		if (this.open) {
			this.written.forEach((merchant, position) -> {
				var _ = this.producer.send(this.records.cursor(merchant, position));
			});
			this.producer.commitTransaction();
			this.figures.committed(this.count, Duration.ofNanos(System.nanoTime() - this.opened), this.newest);
			this.open = false;
			this.count = 0;
			this.written.clear();
		}
	}

	/**
	 * What is not committed then will not be. Where Kafka is not to be told of that,
	 * whoever writes next ends it.
	 */
	@Override
	public void close() {
		try {
			if (this.open) {
				this.producer.abortTransaction();
			}
		}
		catch (KafkaException ex) {
			log.debug("A transaction of Kafka's is left to whoever writes next", ex);
		}
		finally {
			this.producer.close(Duration.ZERO);
		}
	}

}
