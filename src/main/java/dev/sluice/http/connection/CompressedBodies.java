package dev.sluice.http.connection;

import java.util.Set;
import java.util.function.BiPredicate;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.boot.web.server.Compression;

/**
 * Which answers are compressed where their reader takes that: those of some media types
 * that are not small ({@code server.compression.*}). A reader of HTTP/1.0 gets everything
 * as it is, since it could not tell a compressed body of unknown length from one that
 * broke off.
 */
final class CompressedBodies implements BiPredicate<HttpServerRequest, HttpServerResponse> {

	/**
	 * The fastest, since the event loop has others to serve. It makes a list of 50
	 * payments 8 times as small (38.5 kB become 4.9 kB), and a CSV export 4 times.
	 */
	static final int LEVEL = 1;

	private final Set<String> types;

	private final long smallest;

	/** Of nothing where it is switched off. */
	CompressedBodies(@Nullable Compression settings) {
		Compression used = (settings != null && settings.getEnabled()) ? settings : null;
		this.types = (used != null) ? Set.of(used.getAllMimeTypes()) : Set.of();
		this.smallest = (used != null) ? used.getMinResponseSize().toBytes() : 0;
	}

	@Override
	public boolean test(HttpServerRequest request, HttpServerResponse response) {
		return isOffered(response.responseHeaders()) && !HttpMethod.HEAD.equals(request.method())
				&& !HttpVersion.HTTP_1_0.equals(request.version());
	}

	/**
	 * Whether a request asks for the head of an answer that GET would give compressed, if
	 * it is one of those that are.
	 */
	static boolean isHeadOfOne(HttpRequest request) {
		return HttpMethod.HEAD.equals(request.method()) && !HttpVersion.HTTP_1_0.equals(request.protocolVersion())
				&& request.headers().contains(HttpHeaderNames.ACCEPT_ENCODING);
	}

	/**
	 * Says to caches, on an answer that could be compressed, that there are two of it.
	 * Where it is the head of one, it tells no length: that of the compressed one is not
	 * known.
	 */
	void mark(HttpHeaders headers, boolean head) {
		if (!isOffered(headers)) {
			return;
		}
		if (!headers.contains(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING, true)) {
			var _ = headers.add(HttpHeaderNames.VARY, "Accept-Encoding");
		}
		if (head) {
			var _ = headers.remove(HttpHeaderNames.CONTENT_LENGTH);
		}
	}

	private boolean isOffered(HttpHeaders headers) {
		String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
		if (type == null || !this.types.contains(essence(type))) {
			return false;
		}
		long length = length(headers);
		return length < 0 || length >= this.smallest || headers.contains(HttpHeaderNames.CONTENT_ENCODING);
	}

	/** The length that is told, -1 where none is. */
	private static long length(HttpHeaders headers) {
		String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
		return (length != null) ? Long.parseLong(length) : -1;
	}

	/** A media type without its parameters. */
	private static String essence(String type) {
		int parameters = type.indexOf(';');
		return (parameters < 0) ? type : type.substring(0, parameters).stripTrailing();
	}

}
