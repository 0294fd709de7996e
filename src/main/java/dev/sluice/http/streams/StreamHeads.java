package dev.sluice.http.streams;

import java.util.Map;
import java.util.function.BiFunction;

import dev.sluice.http.Problem;
import dev.sluice.http.connection.Refusal;
import dev.sluice.http.connection.RequestRules;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http2.HttpConversionUtil.ExtensionHeaderNames;
import reactor.netty.http.server.ConnectionInfo;

import org.springframework.http.HttpStatus;

/**
 * Checks the head of a stream's request, which no handler has seen before: there is none
 * between its decoder and the server, but this question of the server's, whether
 * something in front of it says where the request comes from.
 */
final class StreamHeads implements BiFunction<ConnectionInfo, HttpRequest, ConnectionInfo> {

	/** What a line of a header costs beside its text (RFC 9113). */
	private static final int LINE = 32;

	private final RequestRules rules;

	private final int longestAddress;

	private final int largestHead;

	StreamHeads(RequestRules rules, int longestAddress, int largestHead) {
		this.rules = rules;
		this.longestAddress = longestAddress;
		this.largestHead = largestHead;
	}

	/** How many bytes a head may have. */
	int largestHead() {
		return this.largestHead;
	}

	/** Requests of HTTP/1.1 have passed their gate. */
	@Override
	public ConnectionInfo apply(ConnectionInfo connection, HttpRequest request) {
		if (request.headers().contains(ExtensionHeaderNames.STREAM_ID.text())) {
			try {
				check(request, connection);
			}
			catch (Problem ex) {
				boolean body = StreamGate.hasBody(request.headers());
				Refusal.mark(request, ex);
				HttpUtil.setTransferEncodingChunked(request, body);
			}
		}
		return connection;
	}

	private void check(HttpRequest request, ConnectionInfo connection) {
		if (request.uri().length() > this.longestAddress) {
			throw Problem.of(HttpStatus.URI_TOO_LONG, "uri_too_long", "The address of the request is too long.");
		}
		if (size(request) > this.largestHead) {
			throw Problem.of(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers_too_large",
					"The headers of the request are too large.");
		}
		this.rules.check(request, connection.getRemoteAddress());
	}

	private static int size(HttpRequest request) {
		int size = 0;
		for (Map.Entry<String, String> line : request.headers()) {
			size += line.getKey().length() + line.getValue().length() + LINE;
		}
		return size;
	}

}
