package dev.sluice.merchants.people;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The cookie in which a browser keeps its handshake. It comes along when the provider
 * sends the browser back, and with nothing else from elsewhere.
 */
final class HandshakeCookie {

	static final String NAME = "sluice_sign_in";

	private HandshakeCookie() {
	}

	static Optional<Handshake> read(ServerRequest request, Clock clock) {
		HttpCookie cookie = request.cookies().getFirst(NAME);
		return Optional.ofNullable(cookie).flatMap((found) -> Handshake.read(found.getValue(), clock.instant()));
	}

	static ResponseCookie of(ServerRequest request, Handshake handshake) {
		return cookie(request, handshake.written(), Handshake.LONGEST);
	}

	/** Makes the browser forget it: it is good for one sign-in. */
	static ResponseCookie none(ServerRequest request) {
		return cookie(request, "", Duration.ZERO);
	}

	private static ResponseCookie cookie(ServerRequest request, String value, Duration maxAge) {
		return ResponseCookie.from(NAME, value)
			.httpOnly(true)
			.secure("https".equals(request.uri().getScheme()))
			.sameSite("Lax")
			.path(request.requestPath().contextPath().value() + SignInRoutes.PATH)
			.maxAge(maxAge)
			.build();
	}

}
