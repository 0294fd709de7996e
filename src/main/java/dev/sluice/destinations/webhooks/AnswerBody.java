package dev.sluice.destinations.webhooks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import dev.sluice.values.CleanText;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of an answer, and how long it was so far. What comes is added by one
 * thread; another one may ask.
 */
final class AnswerBody {

	/** So much is kept for each character that is shown, since masking shortens. */
	private static final int LOOK_AHEAD = 16;

	private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();

	private final int shown;

	private long size;

	/**
	 * Nothing yet.
	 * @param shown how many characters are shown
	 */
	AnswerBody(int shown) {
		this.shown = shown;
	}

	/** More of it, which stays the caller's. */
	synchronized void add(ByteBuf part) {
		int room = LOOK_AHEAD * this.shown - this.beginning.size();
		byte[] kept = new byte[Math.min(room, part.readableBytes())];
		part.getBytes(part.readerIndex(), kept);
		this.beginning.writeBytes(kept);
		this.size += part.readableBytes();
	}

	/** How many bytes there were, also of those that are not kept. */
	synchronized long size() {
		return this.size;
	}

	/** What is shown of it; null where there is nothing. */
	synchronized @Nullable String excerpt() {
		String text = CleanText.of(text(this.beginning.toByteArray()), this.shown);
		return text.isEmpty() ? null : text;
	}

	/** Bytes that are no UTF-8 are replaced; half a character at the end is left out. */
	private static String text(byte[] bytes) {
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
			.onMalformedInput(CodingErrorAction.REPLACE)
			.onUnmappableCharacter(CodingErrorAction.REPLACE);
		CharBuffer text = CharBuffer.allocate(bytes.length);
		var _ = decoder.decode(ByteBuffer.wrap(bytes), text, false);
		return text.flip().toString();
	}

}
