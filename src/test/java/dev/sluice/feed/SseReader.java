package dev.sluice.feed;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

import org.jspecify.annotations.Nullable;

/** Reads a stream of Server-Sent Events as a client would: over HTTP, line by line. */
final class SseReader implements AutoCloseable {

	private final HttpResponse<InputStream> response;

	private final List<Event> events = new ArrayList<>();

	private SseReader(HttpResponse<InputStream> response) {
		this.response = response;
	}

	static SseReader open(int port, String query, @Nullable String lastEventId) throws Exception {
		return openAt(port, "/v1/events" + query, lastEventId);
	}

	static SseReader openAt(int port, String uri, @Nullable String lastEventId) throws Exception {
		return openWith(port, uri, "sk_demo_sluice", lastEventId);
	}

	static SseReader openAs(int port, String apiKey) throws Exception {
		return openWith(port, "/v1/events", apiKey, null);
	}

	static SseReader openWith(int port, String uri, String apiKey, @Nullable String lastEventId) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + uri))
			.header("Authorization", "Bearer " + apiKey)
			.header("Accept", "text/event-stream");
		if (lastEventId != null) {
			request.header("Last-Event-ID", lastEventId);
		}
		return new SseReader(HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.build()
			.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
	}

	HttpResponse<?> response() {
		return this.response;
	}

	/** Reads until so many events are there. */
	List<Event> read(int count) throws IOException {
		return readWhile((size) -> size < count, (line) -> {
		});
	}

	/**
	 * Reads until the stream says that it is at a position, whether or not by an event.
	 */
	void readUpTo(long position) throws IOException {
		AtomicBoolean there = new AtomicBoolean();
		List<Event> _ = readWhile((size) -> !there.get(), (line) -> {
			if (line.equals("id: " + position)) {
				there.set(true);
			}
		});
	}

	/** The next line that begins like this; an error where the stream ends before it. */
	String readLine(String start) throws IOException {
		String line = readLine();
		while (line != null && !line.startsWith(start)) {
			line = readLine();
		}
		if (line == null) {
			throw new EOFException("The stream ended before a line that begins with " + start);
		}
		return line;
	}

	/** What was read so far. */
	List<Event> events() {
		return this.events;
	}

	/** Reads until the stream ends, showing every line. */
	List<Event> readToEnd(Consumer<String> lines) throws IOException {
		return readWhile((size) -> true, lines);
	}

	private List<Event> readWhile(IntPredicate more, Consumer<String> lines) throws IOException {
		String id = "";
		String type = "";
		String data = "";
		while (more.test(this.events.size())) {
			String line = readLine();
			if (line == null) {
				break;
			}
			lines.accept(line);
			if (line.isEmpty()) {
				if (!type.isEmpty() && !type.equals("position")) {
					this.events.add(new Event(Long.parseLong(id), type, data));
				}
				type = "";
			}
			id = line.startsWith("id: ") ? line.substring(4) : id;
			type = line.startsWith("event: ") ? line.substring(7) : type;
			data = line.startsWith("data: ") ? line.substring(6) : data;
		}
		return this.events;
	}

	private @Nullable String readLine() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int next = this.response.body().read(); next >= 0; next = this.response.body().read()) {
			if (next == '\n') {
				return line.toString(StandardCharsets.UTF_8);
			}
			line.write(next);
		}
		return null;
	}

	@Override
	public void close() throws IOException {
		this.response.body().close();
	}

	/** One event as it came over the wire. */
	record Event(long id, String type, String data) {
	}

}
