package dev.sluice.destinations.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.sluice.journal.Entry;
import dev.sluice.journal.EventJson;
import dev.sluice.values.TraceParent;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What stands in Kafka: events as {@code GET /v1/events} has them, with the attributes of
 * a CloudEvent in their headers by CloudEvents' Kafka binding, in its binary mode; and
 * beside them how far each journal has come. That its own time is Kafka's, and not the
 * event's, keeps what is old from being deleted for its age as soon as it is there.
 */
final class Records {

	/** Those that an event has for itself. */
	private static final int OWN_HEADERS = 6;

	private final KafkaSettings settings;

	Records(KafkaSettings settings) {
		this.settings = settings;
	}

	/** An event. */
	ProducerRecord<byte[], byte[]> event(Origin origin, Entry entry) {
		String subject = entry.subject();
		String position = Long.toString(entry.position());
		String key = (this.settings.key() == KafkaSettings.Key.MERCHANT) ? origin.id() : subject;
		List<Header> headers = new ArrayList<>(origin.headers().size() + OWN_HEADERS);
		headers.addAll(origin.headers());
		headers.add(Origin.header("ce_id", origin.id() + '/' + position));
		headers.add(Origin.header("ce_type", entry.type()));
		headers.add(Origin.header("ce_subject", subject));
		headers.add(Origin.header("ce_time", entry.createdAt().toString()));
		headers.add(Origin.header("ce_position", position));
		if (entry.trace() != null) {
			headers.add(Origin.header(TraceParent.HEADER, entry.trace()));
		}
		return new ProducerRecord<>(this.settings.topic(), null, null, utf8(key), EventJson.write(entry).utf8(),
				headers);
	}

	/** How far a merchant's journal has come. */
	ProducerRecord<byte[], byte[]> cursor(String merchant, long position) {
		return new ProducerRecord<>(this.settings.cursorTopic(), utf8(merchant), utf8(Long.toString(position)));
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
