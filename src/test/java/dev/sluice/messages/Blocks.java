package dev.sluice.messages;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The blocks of a stream of Server-Sent Events, each by its fields. */
final class Blocks implements AutoCloseable {

	private final HttpClient http;

	private final Stream<String> stream;

	private final Iterator<String> lines;

	private Blocks(HttpClient http, HttpResponse<Stream<String>> response) {
		assertThat(response.statusCode()).isEqualTo(200);
		this.http = http;
		this.stream = response.body();
		this.lines = this.stream.iterator();
	}

	/** Those of an address, as a key opens it. */
	static Blocks open(int port, String address, String apiKey) throws Exception {
		HttpClient http = HttpClient.newHttpClient();
		return new Blocks(http,
				http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + address))
					.header("Authorization", "Bearer " + apiKey)
					.header("Accept", "text/event-stream")
					.build(), BodyHandlers.ofLines()));
	}

	/** The next block that has data; an error where the stream ends before. */
	Map<String, String> next() {
		Map<String, String> fields = new TreeMap<>();
		for (String line = this.lines.next(); !line.isEmpty()
				|| !fields.containsKey("data"); line = this.lines.next()) {
			int colon = line.indexOf(": ");
			if (colon > 0) {
				fields.put(line.substring(0, colon), line.substring(colon + 2));
			}
		}
		// It is for the connection.
		fields.remove("retry");
		return fields;
	}

	@Override
	public void close() {
		this.stream.close();
		this.http.shutdownNow();
	}

}
