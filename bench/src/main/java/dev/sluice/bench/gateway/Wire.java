package dev.sluice.bench.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** As much of HTTP/1.1 as it takes to tell where a message ends. */
public final class Wire {

	private static final byte[] LENGTH = ascii("\r\ncontent-length:");

	private Wire() {
	}

	public static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	/** Where the body starts, or -1 where the headers are not all there. */
	static int bodyStart(ByteBuffer buffer, int from) {
		for (int i = from + 3; i < buffer.position(); i++) {
			if (buffer.get(i) == '\n' && buffer.get(i - 1) == '\r' && buffer.get(i - 2) == '\n') {
				return i + 1;
			}
		}
		return -1;
	}

	/** Where the message ends, or -1 where it is not all there. */
	public static int end(ByteBuffer buffer, int from) {
		int body = bodyStart(buffer, from);
		if (body < 0) {
			return -1;
		}
		int length = contentLength(buffer, from, body);
		if (length >= 0) {
			return (body + length <= buffer.position()) ? body + length : -1;
		}
		return chunkedEnd(buffer, from, body);
	}

	/** A body without a length is chunked, or there is none. */
	private static int chunkedEnd(ByteBuffer buffer, int from, int body) {
		if (buffer.get(from) == 'G') {
			return body;
		}
		int at = body;
		while (true) {
			int size = 0;
			int i = at;
			for (; i < buffer.position() && buffer.get(i) != '\r'; i++) {
				size = 16 * size + Character.digit(buffer.get(i), 16);
			}
			// The size and its end of line, the chunk and its own.
			at = i + 2 + size + 2;
			if (at > buffer.position()) {
				return -1;
			}
			if (size == 0) {
				return at;
			}
		}
	}

	private static int contentLength(ByteBuffer buffer, int from, int to) {
		for (int i = from; i < to - LENGTH.length; i++) {
			if (buffer.get(i) == '\r' && matches(buffer, i)) {
				int length = 0;
				for (int j = i + LENGTH.length; buffer.get(j) != '\r'; j++) {
					if (buffer.get(j) != ' ') {
						length = 10 * length + buffer.get(j) - '0';
					}
				}
				return length;
			}
		}
		return -1;
	}

	private static boolean matches(ByteBuffer buffer, int at) {
		for (int i = 2; i < LENGTH.length; i++) {
			int letter = buffer.get(at + i);
			if (((letter >= 'A' && letter <= 'Z') ? letter + 32 : letter) != LENGTH[i]) {
				return false;
			}
		}
		return true;
	}

	/** The status of a response. */
	public static int status(ByteBuffer buffer, int from) {
		return (buffer.get(from + 9) - '0') * 100 + (buffer.get(from + 10) - '0') * 10 + buffer.get(from + 11) - '0';
	}

}
