package dev.sluice.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.util.internal.StringUtil;

/**
 * Finds where requests may end in the bytes of a connection, so that what comes behind
 * can be told from what came before: after as many bytes as a body has, else after each
 * blank line, which ends a head and a chunked body. Where there is one more, nothing
 * ends. Used by the connection's event loop alone.
 */
final class Portions {

	/** Nothing but what ends a line has come of it. */
	private boolean blank = true;

	/** How many of the bytes, at least one, are to be read before the others. */
	int first(ByteBuf bytes, Arrival arrival) {
		long rest = arrival.rest();
		if (rest > 0) {
			this.blank = true;
			return (int) Math.min(rest, bytes.readableBytes());
		}
		int line = bytes.readerIndex();
		int end = bytes.writerIndex();
		for (int feed = lineFeed(bytes, line, end); feed >= 0; feed = lineFeed(bytes, line, end)) {
			boolean over = this.blank && isBlank(bytes, line, feed);
			this.blank = true;
			line = feed + 1;
			if (over) {
				return line - bytes.readerIndex();
			}
		}
		this.blank &= isBlank(bytes, line, end);
		return bytes.readableBytes();
	}

	private static int lineFeed(ByteBuf bytes, int from, int to) {
		return bytes.indexOf(from, to, (byte) StringUtil.LINE_FEED);
	}

	private static boolean isBlank(ByteBuf bytes, int from, int to) {
		for (int i = from; i < to; i++) {
			if (bytes.getByte(i) != StringUtil.CARRIAGE_RETURN) {
				return false;
			}
		}
		return true;
	}

}
