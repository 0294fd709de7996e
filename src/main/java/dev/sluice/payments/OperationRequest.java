package dev.sluice.payments;

import java.util.OptionalLong;

import dev.sluice.http.JsonBody;
import dev.sluice.payments.lifecycle.Payment;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of captures and refunds. */
final class OperationRequest {

	private static final int MAX_CURRENCY = 100;

	private static final int MAX_REASON = 200;

	private OperationRequest() {
	}

	/**
	 * The amount, or empty for all that is left; a currency beside it must be the
	 * payment's.
	 */
	static OptionalLong amount(JsonBody body, Payment payment) {
		OptionalLong amount = body.optionalInteger("amount");
		if (amount.isPresent() && amount.getAsLong() <= 0) {
			body.reject("amount", "amount_too_small", "must be at least 1");
		}
		String currency = body.optionalText("currency", MAX_CURRENCY);
		if (currency != null && !currency.equals(payment.currency())) {
			body.reject("currency", "currency_mismatch", "must be the payment's, " + payment.currency());
		}
		return amount;
	}

	static @Nullable String reason(JsonBody body) {
		return body.optionalText("reason", MAX_REASON);
	}

}
