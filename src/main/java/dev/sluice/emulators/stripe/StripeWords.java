package dev.sluice.emulators.stripe;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.sluice.emulators.book.KeyRefusal;
import dev.sluice.emulators.faults.VendorAnswer;
import dev.sluice.emulators.faults.VendorWords;
import dev.sluice.emulators.stripe.forms.Shown;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.objects.NewObjects;
import dev.sluice.values.RawJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * How Stripe answers a request.
 *
 * @param id of the request
 * @param key its idempotency key; null where it has none
 */
record StripeWords(String id, @Nullable String key) implements VendorWords {

	private static final String SHOULD_RETRY = "Stripe-Should-Retry";

	@Override
	public VendorAnswer failed() {
		return error(StripeError.of(500, "api_error", null,
				"Sorry! There was an error while talking to one of our backends. Support has been notified."))
			.with(SHOULD_RETRY, "true");
	}

	@Override
	public VendorAnswer tooMany() {
		return error(StripeError.of(429, "invalid_request_error", "rate_limit",
				"Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits."))
			.with("Stripe-Rate-Limited-Reason", "global-rate");
	}

	@Override
	public VendorAnswer revoked() {
		return error(StripeError.of(401, "invalid_request_error", "api_key_expired",
				"Expired API Key provided. The emulator was asked to know it no more."));
	}

	/** That another request works on the same object. */
	VendorAnswer locked() {
		return error(StripeError.of(429, "invalid_request_error", "lock_timeout",
				"This object cannot be accessed right now because another API request or Stripe process is "
						+ "currently accessing it. If you see this error intermittently, retry the request."))
			.with(SHOULD_RETRY, "true");
	}

	VendorAnswer refused(KeyRefusal refusal) {
		String shown = (this.key != null) ? Shown.of(this.key) : "";
		return switch (refusal.reason()) {
			case IN_USE -> error(StripeError.of(409, "invalid_request_error", "idempotency_key_in_use",
					"There is currently another in-progress request using this Idempotent Key (that probably means you "
							+ "submitted twice, and the other request is still going through): " + shown
							+ ". Please try again later."))
				.with(SHOULD_RETRY, "true");
			case OTHER_REQUEST -> error(StripeError.of(400, "idempotency_error", null,
					"Keys for idempotent requests can only be used with the same parameters they were first used "
							+ "with. Try using a key other than '" + shown
							+ "' if you meant to execute a different request."));
		};
	}

	VendorAnswer error(StripeError error) {
		return answer(error.status(), body(error));
	}

	static String body(StripeError error) {
		return JsonNodeFactory.instance.objectNode().set("error", error.error()).toString();
	}

	VendorAnswer answer(int status, String body) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Request-Id", this.id);
		headers.put("Stripe-Version", NewObjects.API_VERSION);
		if (this.key != null) {
			headers.put("Idempotency-Key", Shown.of(this.key));
		}
		return new VendorAnswer(status, headers, RawJson.of(body.getBytes(StandardCharsets.UTF_8)));
	}

}
