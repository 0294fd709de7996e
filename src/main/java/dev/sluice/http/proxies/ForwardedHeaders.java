package dev.sluice.http.proxies;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;

/** The headers in which proxies say what they did with a request. */
final class ForwardedHeaders {

	static final String FORWARDED = "Forwarded";

	static final String FOR = "X-Forwarded-For";

	static final String PROTO = "X-Forwarded-Proto";

	static final String HOST = "X-Forwarded-Host";

	static final String PORT = "X-Forwarded-Port";

	static final String PREFIX = "X-Forwarded-Prefix";

	/** Those that are read here. */
	static final List<String> USED = List.of(FORWARDED, FOR, PROTO, HOST, PORT, PREFIX);

	/** Those that are read by anything behind. */
	static final List<String> ALL = Stream.concat(USED.stream(), Stream.of("X-Forwarded-Ssl")).toList();

	/** The same; their hashes are kept, which each look would else make anew. */
	private static final AsciiString[] LOOKED_FOR = ALL.stream().map(AsciiString::cached).toArray(AsciiString[]::new);

	private ForwardedHeaders() {
	}

	static boolean areIn(HttpHeaders headers) {
		for (AsciiString name : LOOKED_FOR) {
			if (headers.contains(name)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The values of a header in the order in which they were added, of all its lines.
	 */
	static List<String> values(HttpHeaders headers, String name) {
		return headers.getAll(name)
			.stream()
			.flatMap((line) -> Arrays.stream(line.split(",")))
			.map(String::strip)
			.filter((value) -> !value.isEmpty())
			.toList();
	}

}
