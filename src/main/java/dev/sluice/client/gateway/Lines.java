package dev.sluice.client.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream, each up to a limit; they end with a line feed, a carriage
 * return, or both (WHATWG HTML §9.2.6). What is cut off in the middle of a line is none.
 */
final class Lines {

	private final InputStream in;

	private final int limit;

	private boolean afterReturn;

	Lines(InputStream in, int limit) {
		this.in = in;
		this.limit = limit;
	}

	/**
	 * Waits for the next one.
	 * @return null at the end
	 * @throws Unreadable where it is too long
	 */
	@Nullable String next() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int next = this.in.read(); next >= 0; next = this.in.read()) {
			boolean belongsToReturn = next == '\n' && this.afterReturn;
			this.afterReturn = next == '\r';
			if ((next == '\n' && !belongsToReturn) || next == '\r') {
				return line.toString(StandardCharsets.UTF_8);
			}
			if (!belongsToReturn) {
				line.write(next);
			}
			if (line.size() > this.limit) {
				throw new Unreadable("a line is longer than " + this.limit + " bytes");
			}
		}
		return null;
	}

}
