package dev.sluice.journal;

import java.nio.charset.StandardCharsets;

import dev.sluice.values.RawJson;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Writes an entry as readers see it, around the data that the journal holds encoded
 * already: {@code {"id", "type", "payment_id", "version", "created_at", "actor", "data"}}
 * in UTF-8, on one line. The id of its subject is named after the first word of the type.
 */
public final class EventJson {

	private EventJson() {
	}

	/** An entry as a document. */
	public static RawJson write(Entry entry) {
		byte[] head = head(entry).getBytes(StandardCharsets.UTF_8);
		byte[] data = entry.data().utf8();
		byte[] json = new byte[head.length + data.length + 1];
		System.arraycopy(head, 0, json, 0, head.length);
		System.arraycopy(data, 0, json, head.length, data.length);
		json[json.length - 1] = '}';
		return RawJson.of(json);
	}

	/** Adds an entry to a buffer. */
	public static void writeTo(ByteBuf buffer, Entry entry) {
		var _ = ByteBufUtil.writeUtf8(buffer, head(entry));
		var _ = buffer.writeBytes(entry.data().utf8()).writeByte('}');
	}

	/** An entry without its data: its ids, and what happened when. */
	public static RawJson writeThin(Entry entry) {
		return RawJson.of((ids(entry) + "}").getBytes(StandardCharsets.UTF_8));
	}

	private static String head(Entry entry) {
		return ids(entry) + ",\"actor\":" + entry.actor() + ",\"data\":";
	}

	private static String ids(Entry entry) {
		EventTypes.Subject subject = EventTypes.Subject.of(entry.type());
		return "{\"id\":" + entry.position() + ",\"type\":\"" + entry.type() + "\",\"" + subject.field() + "\":\""
				+ entry.subject() + "\",\"version\":" + entry.version() + ",\"created_at\":\"" + entry.createdAt()
				+ '"';
	}

}
