package dev.sluice.processors.adyen;

import java.util.Optional;

import dev.sluice.payments.words.ProcessorReference;
import tools.jackson.databind.JsonNode;

/**
 * What Adyen answered.
 *
 * @param passing whether Adyen says that it is an error that passes
 * @param body a JSON object; a missing node where there was none
 */
record AdyenAnswer(int status, boolean passing, JsonNode body) {

	/** The same request is under way. */
	private static final String IN_PROGRESS = "704";

	boolean isSuccess() {
		return this.status >= 200 && this.status < 300;
	}

	/** A text of the answer; empty where it has none of that name. */
	String text(String name) {
		return this.body.path(name).asString("");
	}

	/** What Adyen calls what it is about; empty where it does not say. */
	Optional<ProcessorReference> reference() {
		return AdyenReference.ofAdyen(text("pspReference"));
	}

	/** Whether it is Adyen that refuses, and not somebody in between. */
	boolean isRefusal() {
		return !isSuccess() && this.body.path("errorCode").isString() && this.body.path("status").isNumber();
	}

	/**
	 * Whether Adyen has found fault with what it was asked, and did nothing.
	 */
	boolean isInvalid() {
		return isRefusal() && (this.status == 400 || this.status == 422) && !this.passing
				&& !text("errorCode").equals(IN_PROGRESS) && !text("errorType").equals("internal");
	}

	/** Shows nothing of the body. */
	@Override
	public String toString() {
		return "AdyenAnswer[status=" + this.status + ", passing=" + this.passing + "]";
	}

}
