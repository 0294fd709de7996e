package dev.sluice.http.proxies;

import java.net.InetAddress;
import java.util.regex.Pattern;

import dev.sluice.http.Problem;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * How the outermost proxy that is believed saw a request; null is what none said.
 *
 * @param client who made it
 * @param scheme by which it came
 * @param host for whom, and maybe at which port
 * @param port the port, where the host does not name it
 * @param prefix the path that was taken off
 */
record Forwarding(@Nullable String client, @Nullable String scheme, @Nullable String host, @Nullable String port,
		@Nullable String prefix) {

	private static final Pattern PREFIX = Pattern.compile("(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*){0,20}");

	/** Whom a proxy hides is nobody in particular. */
	private static final String HIDDEN = "unknown";

	/**
	 * Writes it so that whatever reads these headers behind finds one value in each. What
	 * is asked for is the host that the client named.
	 * @throws Problem 400 where something of it means nothing
	 */
	void writeTo(HttpHeaders headers) {
		if (this.client != null) {
			var _ = headers.set(ForwardedHeaders.FOR,
					TrustedProxies.address(this.client).map(InetAddress::getHostAddress).orElse(HIDDEN));
		}
		if (this.scheme != null) {
			var _ = headers.set(ForwardedHeaders.PROTO, checkedScheme(this.scheme));
		}
		Authority authority = authority(headers.get(HttpHeaderNames.HOST));
		if (authority != null) {
			String written = authority.under((this.scheme != null) ? checkedScheme(this.scheme) : "");
			var _ = headers.set(HttpHeaderNames.HOST, written).set(ForwardedHeaders.HOST, written);
		}
		if (this.prefix != null) {
			var _ = headers.set(ForwardedHeaders.PREFIX, checkedPrefix(this.prefix));
		}
	}

	/** A port that the client named is nearer than one that a proxy told beside. */
	private @Nullable Authority authority(@Nullable String asked) {
		String named = (this.host != null) ? this.host : asked;
		if (named == null) {
			return null;
		}
		Authority read = Authority.read(named).orElseThrow(() -> invalid("host"));
		if (this.port == null || (this.host != null && !read.port().isEmpty())) {
			return read;
		}
		return read.at(this.port).orElseThrow(() -> invalid("port"));
	}

	private static String checkedScheme(String scheme) {
		if (scheme.equalsIgnoreCase("https")) {
			return "https";
		}
		if (scheme.equalsIgnoreCase("http")) {
			return "http";
		}
		throw invalid("scheme");
	}

	/** It becomes a part of addresses that are given to the client. */
	private static String checkedPrefix(String prefix) {
		if (!PREFIX.matcher(prefix).matches()) {
			throw invalid("prefix");
		}
		return prefix;
	}

	static Problem invalid(String part) {
		return Problem.of(HttpStatus.BAD_REQUEST, "invalid_forwarding",
				"What a proxy in front says of this request means nothing: its " + part + ".");
	}

}
