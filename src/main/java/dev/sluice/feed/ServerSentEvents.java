package dev.sluice.feed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import dev.sluice.journal.Entry;
import dev.sluice.journal.EventJson;
import dev.sluice.journal.EntryPage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** The format of Server-Sent Events (WHATWG HTML §9.2). */
final class ServerSentEvents {

	/**
	 * A line and no block: many clients hand on whatever ends with an empty line, as a
	 * message without data.
	 */
	private static final byte[] HEARTBEAT = ":\n".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] DATA = "\ndata: ".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

	/** More than the lines around an event's data take. */
	private static final int FRAME = 256;

	private ServerSentEvents() {
	}

	/** How much room an event needs at the most. */
	static int capacity(Entry entry) {
		return FRAME + entry.bytes() + 2 * entry.type().length();
	}

	static void write(ByteBuf buffer, Entry entry) {
		var _ = ByteBufUtil.writeAscii(buffer, "id: " + entry.position() + "\nevent: " + entry.type());
		var _ = buffer.writeBytes(DATA);
		EventJson.writeTo(buffer, entry);
		var _ = buffer.writeBytes(END);
	}

	/** A reader of few entries learns how far it was looked for them. */
	static ByteBuf write(ByteBufAllocator allocator, EntryPage page) {
		List<Entry> entries = page.entries();
		ByteBuf buffer = allocator.directBuffer(entries.stream().mapToInt(ServerSentEvents::capacity).sum());
		entries.forEach((entry) -> write(buffer, entry));
		if (entries.isEmpty() || entries.getLast().position() < page.upTo()) {
			var _ = buffer.writeBytes(position(page.upTo()));
		}
		return buffer;
	}

	/**
	 * Sends the headers on their way. The retry differs, so that not all clients come
	 * back at once.
	 * @param position where the client is that did not say so itself, so that it loses
	 * nothing if it must connect again before the first event
	 */
	static ByteBuf greeting(Duration retry, Optional<Long> position) {
		return text(retry(retry) + ": connected\n" + position.map(ServerSentEvents::at).orElse(""));
	}

	private static String retry(Duration retry) {
		return "retry: " + (retry.toMillis() + ThreadLocalRandom.current().nextLong(retry.toMillis())) + "\n";
	}

	/** No event of the journal: how far a client is, which it notes as its last id. */
	static ByteBuf position(long position) {
		return text(at(position));
	}

	/** A block with data, since many clients read each one's. */
	private static String at(long position) {
		return "id: %d\nevent: position\ndata: {\"position\":%d}\n\n".formatted(position, position);
	}

	static ByteBuf heartbeat() {
		return Unpooled.wrappedBuffer(HEARTBEAT);
	}

	/** Tells where a stream goes on whose reader asked for what is not there. */
	static ByteBuf reset(Duration retry, String reason, long position) {
		return text(retry(retry) + "id: %d\nevent: reset\ndata: {\"reason\":\"%s\",\"position\":%d}\n\n"
			.formatted(position, reason, position));
	}

	/** Says why a stream comes to its end, by the code of a problem. */
	static ByteBuf end(String code) {
		return text("event: end\ndata: {\"reason\":\"%s\"}\n\n".formatted(code));
	}

	private static ByteBuf text(String text) {
		return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.US_ASCII));
	}

}
