package dev.sluice.processors.stripe;

import java.util.Optional;

import dev.sluice.payments.port.BookUnreadable;
import tools.jackson.databind.JsonNode;

/**
 * What Stripe answered.
 *
 * @param replayed whether it is what was answered to the first request with the key
 * @param retry whether Stripe says that the same request is to be sent again; empty where
 * it says nothing
 * @param body a JSON object; a missing node where there was none
 */
record StripeAnswer(int status, boolean replayed, Optional<Boolean> retry, JsonNode body) {

	/** Why a book cannot be read with a restricted key. */
	static final String NOT_ALLOWED = "key_may_not_read";

	/**
	 * Itself, as a page of a book.
	 * @throws BookUnreadable where it is none
	 */
	StripeAnswer read() {
		return switch (this.status) {
			case 401 -> throw new BookUnreadable("credentials_refused");
			case 403 -> throw new BookUnreadable(NOT_ALLOWED);
			default -> {
				if (!isSuccess()) {
					throw new BookUnreadable("http_" + this.status);
				}
				yield this;
			}
		};
	}

	boolean isSuccess() {
		return this.status >= 200 && this.status < 300;
	}

	/** The payment that it is about, or that its error is about. */
	Optional<Intent> intent() {
		return Intent.read(isSuccess() ? this.body : error().path("payment_intent"));
	}

	/** What is wrong; a missing node where nothing is, or Stripe did not say it. */
	JsonNode error() {
		return this.body.path("error");
	}

	/** Whether it is Stripe that refuses, and not somebody in between. */
	boolean isRefusal() {
		return !isSuccess() && error().isObject();
	}

	/** A text of the error; empty where it has none of that name. */
	String error(String name) {
		return error().path(name).asString("");
	}

}
