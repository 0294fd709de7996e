package dev.sluice.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import dev.sluice.values.RawJson;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * A page of things that are JSON already: {@code {"data": […], "next": <url or null>,
 * …}}, with a Link to the next (RFC 8288).
 */
public final class JsonPage {

	private final List<RawJson> data;

	private final Optional<String> next;

	private final String tail;

	private JsonPage(List<RawJson> data, Optional<String> next, String tail) {
		this.data = data;
		this.next = next;
		this.tail = tail;
	}

	/** A page without a next one. */
	public static JsonPage of(List<RawJson> data) {
		return new JsonPage(data, Optional.empty(), "");
	}

	/**
	 * Where the next page is; made of our own words, so that nothing in it needs to be
	 * escaped.
	 */
	public JsonPage next(Optional<String> url) {
		return new JsonPage(this.data, url, this.tail);
	}

	/** A number beside the data. */
	public JsonPage with(String name, long value) {
		return new JsonPage(this.data, this.next, this.tail + ",\"" + name + "\":" + value);
	}

	/**
	 * A text beside the data, or null; made of our own words, too.
	 */
	public JsonPage with(String name, Optional<String> value) {
		return new JsonPage(this.data, this.next,
				this.tail + ",\"" + name + "\":" + value.map((text) -> '"' + text + '"').orElse("null"));
	}

	/** The page as the answer of a route; never empty. */
	public Mono<ServerResponse> response() {
		List<byte[]> parts = parts();
		return ServerResponse.ok()
			.headers((headers) -> this.next.ifPresent((url) -> headers.set("Link", "<" + url + ">; rel=\"next\"")))
			.contentType(MediaType.APPLICATION_JSON)
			.contentLength(parts.stream().mapToLong((part) -> part.length).sum())
			.body((response, _) -> response
				.writeWith(Mono.fromSupplier(() -> joined(parts, response.bufferFactory()))));
	}

	/** Head, data and end; data that is in one piece already is not copied to others. */
	private List<byte[]> parts() {
		byte[] head = utf8("{\"data\":[");
		byte[] end = utf8("],\"next\":" + this.next.map((url) -> '"' + url + '"').orElse("null") + this.tail + "}");
		return List.of(head, data(), end);
	}

	private byte[] data() {
		if (this.data.size() == 1) {
			return this.data.getFirst().utf8();
		}
		int commas = Math.max(0, this.data.size() - 1);
		int size = this.data.stream().mapToInt((item) -> item.utf8().length).sum();
		ByteBuffer items = ByteBuffer.allocate(size + commas);
		for (int i = 0; i < this.data.size(); i++) {
			var _ = ((i > 0) ? items.put((byte) ',') : items).put(this.data.get(i).utf8());
		}
		return items.array();
	}

	private static DataBuffer joined(List<byte[]> parts, DataBufferFactory buffers) {
		return buffers.join(parts.stream().map(buffers::wrap).toList());
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
