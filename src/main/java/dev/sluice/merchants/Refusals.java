package dev.sluice.merchants;

import dev.sluice.http.Problem;

import org.springframework.http.HttpStatus;

/** The ways in which a caller is not let in. */
final class Refusals {

	private static final String SCHEME = "Bearer realm=\"sluice\"";

	private Refusals() {
	}

	static Problem missingKey() {
		return unauthorized("missing_api_key", "Send your API key: Authorization: Bearer <key>.");
	}

	static Problem invalidKey() {
		return unauthorized("invalid_api_key", "This API key is not known or was revoked.");
	}

	static Problem noSession() {
		return unauthorized("session_ended", "There is no open session. Sign in again.");
	}

	static Problem foreignOrigin() {
		return Problem.of(HttpStatus.FORBIDDEN, "session_required_same_origin",
				"A session may change things only from its own page. Use an API key instead.");
	}

	static Problem unreadableRequest() {
		return Problem.of(HttpStatus.BAD_REQUEST, "invalid_request", "The method or the address cannot be read.");
	}

	private static Problem unauthorized(String code, String detail) {
		return Problem.of(HttpStatus.UNAUTHORIZED, code, detail).withHeader("WWW-Authenticate", SCHEME);
	}

}
