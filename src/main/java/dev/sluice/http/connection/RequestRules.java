package dev.sluice.http.connection;

import java.net.SocketAddress;
import java.util.List;

import dev.sluice.http.Problem;
import dev.sluice.http.proxies.Authority;
import dev.sluice.http.proxies.ForwardedRequests;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What a request must keep to before any handler sees it (RFC 9112). */
@Component
public class RequestRules {

	private final HostNames names;

	private final ForwardedRequests forwarded;

	/** The name for which a request was let in last, which nearly all have. */
	private volatile @Nullable String last;

	RequestRules(HostNames names, ForwardedRequests forwarded) {
		this.names = names;
		this.forwarded = forwarded;
	}

	/**
	 * Checks a request, and brings its address into the one form that is read behind.
	 * Ranges are not served, which is allowed, so they are taken off.
	 * @param peer who sent it on its connection
	 * @throws Problem where it is refused
	 */
	public void check(HttpRequest request, @Nullable SocketAddress peer) {
		if (request.decoderResult().isFailure()) {
			throw malformed(request.decoderResult().cause());
		}
		if (request.protocolVersion().majorVersion() != 1) {
			throw Problem.of(HttpStatus.HTTP_VERSION_NOT_SUPPORTED, "http_version_not_supported",
					"HTTP/1.1 and HTTP/1.0 are spoken here.");
		}
		String target = request.uri();
		RequestTarget read = RequestTarget.read(target);
		if (!read.path().equals(target)) {
			var _ = request.setUri(read.path());
		}
		checkHost(request, read.authority());
		this.forwarded.read(request, peer);
		checkName(request.headers().get(HttpHeaderNames.HOST));
		String expected = request.headers().get(HttpHeaderNames.EXPECT);
		if (expected != null && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)) {
			throw Problem.of(HttpStatus.EXPECTATION_FAILED, "expectation_failed",
					"Of expectations 100-continue alone is met.");
		}
		var _ = request.headers().remove(HttpHeaderNames.RANGE);
	}

	/** An absolute address is stronger than the header. */
	private void checkHost(HttpRequest request, @Nullable String authority) {
		List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
		if (hosts.isEmpty() && authority == null && request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
			return;
		}
		if (hosts.size() > 1 || (hosts.isEmpty() && authority == null)) {
			throw invalidHost("must be there once");
		}
		String host = (authority != null) ? authority : hosts.getFirst();
		if (!host.equals(this.last) && Authority.read(host).isEmpty()) {
			throw invalidHost("must be a name or an address, and maybe a port");
		}
		if (authority != null) {
			var _ = request.headers().set(HttpHeaderNames.HOST, authority);
		}
	}

	/** What counts is whom the client asked for, wherever a proxy sent it. */
	private void checkName(@Nullable String host) {
		if (host == null || host.equals(this.last)) {
			return;
		}
		if (!this.names.answersTo(host)) {
			throw Problem.of(HttpStatus.MISDIRECTED_REQUEST, "misdirected_request",
					"This server does not answer to that name. Name it in sluice.web.host-names if it should.");
		}
		this.last = host;
	}

	private static Problem invalidHost(String fault) {
		return Problem.of(HttpStatus.BAD_REQUEST, "invalid_host", "The header Host " + fault + ".");
	}

	/** What the decoder could not read. Its own words may quote what was sent. */
	static Problem malformed(Throwable cause) {
		return switch (cause) {
			case TooLongHttpLineException _ ->
				Problem.of(HttpStatus.URI_TOO_LONG, "uri_too_long", "The address of the request is too long.");
			case TooLongHttpHeaderException _ -> Problem.of(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
					"headers_too_large", "The headers of the request are too large.");
			default -> Problem.of(HttpStatus.BAD_REQUEST, "invalid_request", "The request could not be read.");
		};
	}

}
