package dev.sluice.emulators.faults;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.sluice.values.RawJson;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * An answer in a vendor's words, before it is on its way.
 *
 * @param status of HTTP
 * @param headers beside those of its body
 * @param body JSON
 */
public record VendorAnswer(int status, Map<String, String> headers, RawJson body) {

	/** The same with one more header. */
	public VendorAnswer with(String name, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.headers);
		more.put(name, value);
		return new VendorAnswer(this.status, more, this.body);
	}

	/** As it is sent. */
	public Mono<ServerResponse> send() {
		return ServerResponse.status(this.status)
			.contentType(MediaType.APPLICATION_JSON)
			.headers((headers) -> this.headers.forEach(headers::set))
			.bodyValue(this.body.utf8());
	}

}
