package dev.sluice.emulators.stripe.forms;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A request that is not done, in Stripe's words. */
public final class StripeError extends RuntimeException {

	private static final String INVALID_REQUEST = "invalid_request_error";

	private final int status;

	private final transient ObjectNode error;

	private StripeError(int status, ObjectNode error) {
		super(error.path("message").asString(), null, false, false);
		this.status = status;
		this.error = error;
	}

	/**
	 * An error.
	 * @param status of HTTP
	 * @param type such as {@code card_error}
	 * @param code for programs; null where Stripe gives none
	 */
	public static StripeError of(int status, String type, @Nullable String code, String message) {
		ObjectNode error = JsonNodeFactory.instance.objectNode();
		if (code != null) {
			error.put("code", code);
		}
		error.put("message", message);
		error.put("type", type);
		return new StripeError(status, error);
	}

	/** A parameter is at fault. */
	public static StripeError ofParam(@Nullable String code, String param, String message) {
		return of(400, INVALID_REQUEST, code, message).with("param", param);
	}

	/** The request is, with 400. */
	public static StripeError ofRequest(@Nullable String code, String message) {
		return of(400, INVALID_REQUEST, code, message);
	}

	/** There is no such object. */
	public static StripeError missing(String what, String id, String param) {
		return of(404, INVALID_REQUEST, "resource_missing", "No such " + what + ": '" + Shown.of(id) + "'")
			.with("param", param);
	}

	/** The object is not where this could be done. */
	public static StripeError unexpectedState(String message, ObjectNode intent) {
		return ofRequest("payment_intent_unexpected_state", message).with("payment_intent", intent);
	}

	/** The same with a member more. */
	public StripeError with(String name, String value) {
		ObjectNode more = this.error.deepCopy();
		more.put(name, value);
		return new StripeError(this.status, more);
	}

	/** The same with an object more. */
	public StripeError with(String name, ObjectNode value) {
		ObjectNode more = this.error.deepCopy();
		more.set(name, value);
		return new StripeError(this.status, more);
	}

	/** The status of HTTP. */
	public int status() {
		return this.status;
	}

	/** What {@code error} holds; not to be modified. */
	public ObjectNode error() {
		return this.error;
	}

}
