package dev.sluice.merchants;

import dev.sluice.http.Problem;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;

/** The ways in which somebody is not let in, or not any further. */
public final class Refusals {

	private static final String SCHEME = "Bearer realm=\"sluice\"";

	private Refusals() {
	}

	/** 401: there is no key. */
	public static Problem missingKey() {
		return unauthorized("missing_api_key", "Send your API key: Authorization: Bearer <key>.");
	}

	/** 401: there is no such key any more, or never was. */
	public static Problem invalidKey() {
		return unauthorized("invalid_api_key", "This API key is not known, has expired or was revoked.");
	}

	/** 401: there is no such session any more, or never was. */
	public static Problem noSession() {
		return unauthorized("session_ended", "There is no open session. Sign in again.");
	}

	/** 403: a session is not for this mode. */
	public static Problem otherMode(Mode mode) {
		return Problem.of(HttpStatus.FORBIDDEN, "mode_not_allowed",
				"This session is not for " + mode.label() + " mode. Sign in with what is.");
	}

	/** 403: the merchant may not use this gateway any more. */
	public static Problem disabledMerchant() {
		return Problem.of(HttpStatus.FORBIDDEN, "merchant_disabled",
				"This merchant is disabled. Ask whoever runs this gateway.");
	}

	/** 403: another site makes a browser ask. */
	public static Problem foreignOrigin() {
		return Problem.of(HttpStatus.FORBIDDEN, "session_required_same_origin",
				"A session may change things only from its own page. Use an API key instead.");
	}

	/** 400: the request cannot be read. */
	public static Problem unreadableRequest() {
		return Problem.of(HttpStatus.BAD_REQUEST, "invalid_request", "The method or the address cannot be read.");
	}

	/**
	 * A request whose answer holds a secret: it may not say that it is safe to repeat.
	 * @throws Problem 400 where it does
	 */
	public static ServerRequest unrepeatable(ServerRequest request) {
		if (HttpMethod.POST.equals(request.method()) && !request.headers().header("Idempotency-Key").isEmpty()) {
			throw Problem.of(HttpStatus.BAD_REQUEST, "idempotency_key_refused",
					"The secret in this answer is kept nowhere, so it could not be given again. Leave Idempotency-Key"
							+ " out; where an answer was lost, look at the list before you ask again.");
		}
		return request;
	}

	/** 403: the operator's key is no merchant's. */
	static Problem noMerchant() {
		return Problem.of(HttpStatus.FORBIDDEN, "merchant_key_required",
				"This is asked with a merchant's API key, not with the operator's.");
	}

	/** 403: one may do other things, but not this. */
	static Problem tooSmall(Actor actor, Scope scope) {
		return Problem
			.of(HttpStatus.FORBIDDEN, "insufficient_scope",
					"This needs the scope " + scope.label() + ", which '" + actor.name() + "' does not have.")
			.withHeader("WWW-Authenticate", SCHEME + ", error=\"insufficient_scope\", scope=\"" + scope.label() + '"');
	}

	private static Problem unauthorized(String code, String detail) {
		return Problem.of(HttpStatus.UNAUTHORIZED, code, detail).withHeader("WWW-Authenticate", SCHEME);
	}

}
