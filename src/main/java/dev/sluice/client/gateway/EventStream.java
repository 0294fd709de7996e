package dev.sluice.client.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** A live stream of events, until it is closed, ends or falls silent. */
public final class EventStream implements AutoCloseable {

	private final InputStream bytes;

	private final EventBlocks blocks;

	EventStream(InputStream bytes, int limit) {
		this.bytes = bytes;
		this.blocks = new EventBlocks(bytes, limit);
	}

	/**
	 * Waits for what comes next.
	 * @return null at the end
	 * @throws IOException where it broke, or nothing has come for too long
	 */
	public @Nullable Block next() throws IOException {
		return this.blocks.next();
	}

	/** After which time the gateway would like to be asked again, once it has said so. */
	public Optional<Duration> retry() {
		return this.blocks.retry();
	}

	@Override
	public void close() throws IOException {
		this.bytes.close();
	}

}
