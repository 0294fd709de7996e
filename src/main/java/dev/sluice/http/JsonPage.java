package dev.sluice.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import dev.sluice.values.RawJson;
import reactor.core.publisher.Mono;

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
		return ServerResponse.ok()
			.headers((headers) -> this.next.ifPresent((url) -> headers.set("Link", "<" + url + ">; rel=\"next\"")))
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(bytes());
	}

	private byte[] bytes() {
		byte[] head = utf8("{\"data\":[");
		byte[] end = utf8("],\"next\":" + this.next.map((url) -> '"' + url + '"').orElse("null") + this.tail + "}");
		int commas = Math.max(0, this.data.size() - 1);
		int size = this.data.stream().mapToInt((item) -> item.utf8().length).sum();
		ByteBuffer page = ByteBuffer.allocate(head.length + size + commas + end.length).put(head);
		for (int i = 0; i < this.data.size(); i++) {
			var _ = ((i > 0) ? page.put((byte) ',') : page).put(this.data.get(i).utf8());
		}
		return page.put(end).array();
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
