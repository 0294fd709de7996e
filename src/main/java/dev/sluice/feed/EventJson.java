package dev.sluice.feed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import dev.sluice.journal.Entry;
import dev.sluice.platform.RawJson;
import dev.sluice.platform.TypeId;

/**
 * Writes an entry as readers see it, around the data that the journal holds encoded
 * already.
 */
final class EventJson {

	private EventJson() {
	}

	/**
	 * {@code {"id", "type", "payment_id", "version", "created_at", "data"}} in UTF-8, on
	 * one line.
	 */
	static RawJson write(Entry entry) {
		byte[] head = """
				{"id":%d,"type":"%s","payment_id":"%s","version":%d,"created_at":"%s","data":"""
			.formatted(entry.position(), entry.type(), TypeId.write("pay", entry.subjectId()), entry.version(),
					entry.createdAt())
			.getBytes(StandardCharsets.UTF_8);
		ByteArrayOutputStream json = new ByteArrayOutputStream(head.length + entry.data().utf8().length + 1);
		json.writeBytes(head);
		json.writeBytes(entry.data().utf8());
		json.write('}');
		return RawJson.of(json.toByteArray());
	}

}
