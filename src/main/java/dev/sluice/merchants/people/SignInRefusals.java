package dev.sluice.merchants.people;

import dev.sluice.http.Problem;

import org.springframework.http.HttpStatus;

/** Why somebody is not let in who comes from the provider; the page says it in words. */
final class SignInRefusals {

	private SignInRefusals() {
	}

	/** 404: people sign in by key alone here. */
	static Problem notOffered() {
		return Problem.of(HttpStatus.NOT_FOUND, "sign_in_not_offered",
				"Nobody can sign in so here. Sign in with an API key.");
	}

	/** 502: the provider gives no answer, or none that means anything. */
	static Problem unreachable() {
		return Problem.of(HttpStatus.BAD_GATEWAY, "sign_in_unreachable",
				"Where you sign in cannot be reached now. Try again later, or use an API key.");
	}

	/** 400: it was not begun in this browser, is over, or took too long. */
	static Problem notBegun() {
		return Problem.of(HttpStatus.BAD_REQUEST, "sign_in_expired",
				"This sign-in was not begun in this browser, or took too long. Begin again.");
	}

	/** 403: the provider, or whoever sat before it, said no. */
	static Problem denied() {
		return Problem.of(HttpStatus.FORBIDDEN, "sign_in_denied", "You were not signed in there.");
	}

	/** 403: what the provider says cannot be believed. */
	static Problem failed() {
		return Problem.of(HttpStatus.FORBIDDEN, "sign_in_failed", "What came back from there is not to be trusted.");
	}

	/** 403: somebody has no role. */
	static Problem noRole() {
		return Problem.of(HttpStatus.FORBIDDEN, "no_role", "You have no role here. Ask whoever gives them.");
	}

	/** 403: nobody knows for which merchant somebody comes. */
	static Problem noMerchant() {
		return Problem.of(HttpStatus.FORBIDDEN, "no_merchant",
				"It is not known which merchant you act for, or that one is disabled.");
	}

	/** 403: somebody may see neither mode. */
	static Problem noMode() {
		return Problem.of(HttpStatus.FORBIDDEN, "no_mode", "You may see neither test nor live payments.");
	}

}
