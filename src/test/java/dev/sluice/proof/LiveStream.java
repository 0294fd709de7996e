package dev.sluice.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A stream of Server-Sent Events, event by event. */
public final class LiveStream implements AutoCloseable {

	private final Download download;

	private final BufferedReader lines;

	/** An instance that is full, or ends, sends its readers elsewhere. */
	private LiveStream(Download download) throws IOException {
		if (download.status() == 503) {
			download.close();
			throw new IOException("sent elsewhere");
		}
		assertThat(download.status()).isEqualTo(200);
		this.download = download;
		this.lines = new BufferedReader(new InputStreamReader(download.body(), StandardCharsets.UTF_8), 512);
	}

	/** Everything after a position, and then what comes. */
	public static LiveStream after(long position, int port) throws IOException {
		return new LiveStream(Download.get(port, "/v1/events", headers(position)));
	}

	/** As the other, for a reader that will dawdle. */
	public static LiveStream afterThroughAThinPipe(long position, int port) throws IOException {
		return new LiveStream(Download.getThroughAThinPipe(port, "/v1/events", headers(position)));
	}

	public static String[] headers(long position) {
		return new String[] { "Accept: text/event-stream", "Last-Event-ID: " + position };
	}

	/** Waits for the next event; null where the stream came to a clean end. */
	public @Nullable Event next() throws IOException {
		long id = 0;
		String type = "";
		String data = "";
		for (String line = this.lines.readLine(); line != null; line = this.lines.readLine()) {
			if (line.isEmpty() && !data.isEmpty() && !type.equals("position")) {
				return new Event(id, type, data);
			}
			id = line.startsWith("id: ") ? Long.parseLong(line.substring(4)) : id;
			type = line.startsWith("event: ") ? line.substring(7) : type;
			data = line.startsWith("data: ") ? line.substring(6) : data;
		}
		return null;
	}

	/** As {@link Download#reset()}. */
	public void reset() throws IOException {
		this.download.reset();
	}

	@Override
	public void close() throws IOException {
		this.download.close();
	}

	/** One event as it came over the wire. */
	public record Event(long id, String type, String data) {

		public JsonNode json() {
			return Client.JSON.readTree(this.data);
		}

	}

}
