package dev.sluice.payments;

import java.util.Optional;

import dev.sluice.http.JsonBody;
import dev.sluice.money.Currency;
import dev.sluice.payments.lifecycle.CaptureMode;
import dev.sluice.payments.lifecycle.Terms;
import org.jspecify.annotations.Nullable;

/** Reads the body of {@code POST /v1/payments}. */
final class PaymentRequest {

	private static final int MAX_TOKEN = 100;

	private static final int MAX_TEXT = 500;

	private static final int MAX_REFERENCE = 200;

	private static final int MAX_URL = 2000;

	private static final int MAX_METADATA_ENTRIES = 50;

	private static final int MAX_METADATA_KEY = 40;

	private PaymentRequest() {
	}

	/**
	 * The terms that a body asks for.
	 * @throws dev.sluice.http.Problem 422 with every field at fault
	 */
	static Terms read(JsonBody body) {
		long amount = body.requiredInteger("amount");
		String currency = currency(body, amount);
		Terms terms = new Terms(amount, currency, capture(body), body.requiredText("payment_method", MAX_TOKEN),
				body.optionalText("reference", MAX_REFERENCE), body.optionalText("description", MAX_TEXT),
				body.optionalText("customer", MAX_REFERENCE),
				body.texts("metadata", MAX_METADATA_ENTRIES, MAX_METADATA_KEY, MAX_TEXT), returnUrl(body));
		body.finish();
		return terms;
	}

	private static String currency(JsonBody body, long amount) {
		String code = body.requiredText("currency", MAX_TOKEN);
		Optional<Currency> currency = Currency.find(code);
		if (currency.isEmpty() && body.isSound("currency")) {
			body.reject("currency", "unknown_currency", "must be a three-letter ISO 4217 code in capitals");
		}
		if (currency.isPresent() && body.isSound("amount")) {
			checkBounds(body, amount, currency.get());
		}
		return code;
	}

	private static void checkBounds(JsonBody body, long amount, Currency currency) {
		if (amount < currency.smallest()) {
			body.reject("amount", "amount_too_small",
					"must be at least %d, in the minor unit of %s".formatted(currency.smallest(), currency.code()));
		}
		if (amount > currency.largest()) {
			body.reject("amount", "amount_too_large",
					"must be at most %d, in the minor unit of %s".formatted(currency.largest(), currency.code()));
		}
	}

	private static CaptureMode capture(JsonBody body) {
		return body.optional("capture", MAX_TOKEN, CaptureMode::find, "invalid_value", "must be automatic or manual")
			.orElse(CaptureMode.AUTOMATIC);
	}

	private static @Nullable String returnUrl(JsonBody body) {
		String url = body.optionalText("return_url", MAX_URL);
		if (url != null && !url.matches("https?://[^\\s/]\\S*")) {
			body.reject("return_url", "invalid_value", "must be an http or https URL");
		}
		return url;
	}

}
