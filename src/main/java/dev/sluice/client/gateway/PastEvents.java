package dev.sluice.client.gateway;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/** Events that happened already, one after the other, up to the newest of this moment. */
public final class PastEvents implements AutoCloseable {

	private final InputStream bytes;

	private final Lines lines;

	PastEvents(InputStream bytes, int limit) {
		this.bytes = bytes;
		this.lines = new Lines(bytes, limit);
	}

	/**
	 * The next one.
	 * @return null at the end
	 * @throws IOException where there would have been more
	 */
	public @Nullable Event next() throws IOException {
		String line = this.lines.next();
		return (line != null) ? Event.read(line) : null;
	}

	@Override
	public void close() throws IOException {
		this.bytes.close();
	}

}
