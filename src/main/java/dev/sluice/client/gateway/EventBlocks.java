package dev.sluice.client.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Reads Server-Sent Events (WHATWG HTML §9.2.6), block by block, each up to a limit. One
 * that is cut off is none.
 */
final class EventBlocks {

	/** Which retries are milliseconds that a client might wait for. */
	private static final int MAX_DIGITS = 9;

	private final Lines lines;

	private final int limit;

	private Optional<Duration> retry = Optional.empty();

	EventBlocks(InputStream in, int limit) {
		this.lines = new Lines(in, limit);
		this.limit = limit;
	}

	/**
	 * After which time the other side would like to be asked again, once it has said so.
	 */
	Optional<Duration> retry() {
		return this.retry;
	}

	/**
	 * Waits for the next one.
	 * @return null at the end
	 * @throws Unreadable where it is too long
	 */
	@Nullable Block next() throws IOException {
		String type = "";
		StringBuilder data = new StringBuilder();
		for (String line = this.lines.next(); line != null; line = this.lines.next()) {
			if (line.isEmpty() && !data.isEmpty()) {
				return new Block(type.isEmpty() ? "message" : type, data.substring(0, data.length() - 1));
			}
			switch (name(line)) {
				case "" -> type = line.isEmpty() ? "" : type;
				case "event" -> type = value(line);
				case "data" -> data.append(value(line)).append('\n');
				case "retry" -> hint(value(line));
				default -> {
					// An id, which its data has as well, or what nobody knows.
				}
			}
			if (data.length() > this.limit) {
				throw new Unreadable("an event is longer than " + this.limit + " bytes");
			}
		}
		return null;
	}

	/** Empty of a comment, and of the end of a block. */
	private static String name(String line) {
		int colon = line.indexOf(':');
		return (colon < 0) ? line : line.substring(0, colon);
	}

	private static String value(String line) {
		int colon = line.indexOf(':');
		String value = (colon < 0) ? "" : line.substring(colon + 1);
		return value.startsWith(" ") ? value.substring(1) : value;
	}

	private void hint(String value) {
		if (!value.isEmpty() && value.length() <= MAX_DIGITS && value.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			this.retry = Optional.of(Duration.ofMillis(Math.max(1, Long.parseLong(value))));
		}
	}

}
