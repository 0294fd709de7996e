package dev.sluice.bench.export;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;

import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.gateway.Wire;

/** Reads all payments of a server over HTTP, and counts their lines. */
final class Lines {

	private static final int BUFFER = 256 * 1024;

	private Lines() {
	}

	/**
	 * The bytes that came.
	 * @param expected so many lines, or the run ends
	 */
	static long read(int port, long expected) throws IOException {
		try (SocketChannel channel = SocketChannel
			.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
			channel.write(ByteBuffer
				.wrap(Wire.ascii("GET /v1/payments HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer "
						+ Schema.KEY + "\r\nAccept: application/x-ndjson\r\nConnection: close\r\n\r\n")));
			ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
			long bytes = 0;
			long lines = 0;
			byte last = 0;
			for (int count = channel.read(buffer); count >= 0; count = channel.read(buffer.clear())) {
				lines += count(buffer, count, last);
				last = buffer.get(count - 1);
				bytes += count;
			}
			if (lines != expected) {
				throw new IllegalStateException(lines + " lines instead of " + expected);
			}
			return bytes;
		}
	}

	/** Ends of lines that are not HTTP's own; eight bytes at a time. */
	private static int count(ByteBuffer buffer, int count, byte before) {
		int lines = 0;
		int i = 0;
		for (; i + 8 <= count; i += 8) {
			long differs = buffer.getLong(i) ^ 0x0a0a0a0a0a0a0a0aL;
			if (((differs - 0x0101010101010101L) & ~differs & 0x8080808080808080L) != 0) {
				for (int j = i; j < i + 8; j++) {
					lines += isEnd(buffer, j, before) ? 1 : 0;
				}
			}
		}
		for (; i < count; i++) {
			lines += isEnd(buffer, i, before) ? 1 : 0;
		}
		return lines;
	}

	private static boolean isEnd(ByteBuffer buffer, int at, byte before) {
		return buffer.get(at) == '\n' && ((at > 0) ? buffer.get(at - 1) : before) != '\r';
	}

}
