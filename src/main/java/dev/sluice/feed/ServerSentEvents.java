package dev.sluice.feed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import dev.sluice.journal.Entry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** The format of Server-Sent Events (WHATWG HTML §9.2). */
final class ServerSentEvents {

	private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] DATA = "\ndata: ".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

	/** More than the lines around an event's data take. */
	private static final int FRAME = 256;

	private ServerSentEvents() {
	}

	/** How much room an event needs at the most. */
	static int capacity(Entry entry) {
		return FRAME + entry.data().utf8().length + 2 * entry.type().length();
	}

	static void write(ByteBuf buffer, Entry entry) {
		var _ = ByteBufUtil.writeAscii(buffer, "id: " + entry.position() + "\nevent: " + entry.type());
		var _ = buffer.writeBytes(DATA);
		EventJson.writeTo(buffer, entry);
		var _ = buffer.writeBytes(END);
	}

	static ByteBuf write(ByteBufAllocator allocator, List<Entry> entries) {
		ByteBuf buffer = allocator.directBuffer(entries.stream().mapToInt(ServerSentEvents::capacity).sum());
		entries.forEach((entry) -> write(buffer, entry));
		return buffer;
	}

	/**
	 * Sends the headers on their way and tells the client where it is, so that it loses
	 * nothing if it must connect again before the first event. The retry differs, so that
	 * not all clients come back at once.
	 */
	static ByteBuf greeting(Duration retry, long position) {
		return text(retry(retry) + "id: " + position + "\n: connected\n\n");
	}

	private static String retry(Duration retry) {
		return "retry: " + (retry.toMillis() + ThreadLocalRandom.current().nextLong(retry.toMillis())) + "\n";
	}

	/** No event: an id alone, which a client notes as its last and does not show. */
	static ByteBuf position(long position) {
		return text("id: " + position + "\n\n");
	}

	static ByteBuf heartbeat() {
		return Unpooled.wrappedBuffer(HEARTBEAT);
	}

	/** Tells where a stream goes on whose reader asked for what is not there. */
	static ByteBuf reset(Duration retry, String reason, long position) {
		return text(retry(retry) + "id: %d\nevent: reset\ndata: {\"reason\":\"%s\",\"position\":%d}\n\n"
			.formatted(position, reason, position));
	}

	private static ByteBuf text(String text) {
		return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.US_ASCII));
	}

}
