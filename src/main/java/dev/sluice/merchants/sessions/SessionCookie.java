package dev.sluice.merchants.sessions;

import java.time.Duration;
import java.util.Optional;

import dev.sluice.merchants.keys.Secret;

import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The cookie by which a browser is known; scripts cannot read it, other sites not send
 * it.
 */
public final class SessionCookie {

	/** What it is called. */
	public static final String NAME = "sluice_session";

	private SessionCookie() {
	}

	/** The token that a request brings along; empty where it brings none. */
	static Optional<Secret> token(ServerRequest request) {
		HttpCookie cookie = request.cookies().getFirst(NAME);
		return Optional.ofNullable(cookie).map((found) -> new Secret(found.getValue()));
	}

	/** The cookie of a session that was opened now and lasts for so long. */
	public static ResponseCookie of(ServerRequest request, Session session, Duration lifetime) {
		return cookie(request, session.token().text(), lifetime);
	}

	/** Makes the browser forget it. */
	static ResponseCookie none(ServerRequest request) {
		return cookie(request, "", Duration.ZERO);
	}

	private static ResponseCookie cookie(ServerRequest request, String value, Duration maxAge) {
		String base = request.requestPath().contextPath().value();
		return ResponseCookie.from(NAME, value)
			.httpOnly(true)
			.secure("https".equals(request.uri().getScheme()))
			.sameSite("Strict")
			.path(base.isEmpty() ? "/" : base)
			.maxAge(maxAge)
			.build();
	}

}
