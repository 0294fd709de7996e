package dev.sluice.processors.registry;

import java.util.List;

import dev.sluice.http.Problem;
import dev.sluice.http.Problem.FieldError;

/** Why none of a merchant's accounts is asked for a payment. */
final class Refusals {

	private Refusals() {
	}

	static Problem unknownPaymentMethod() {
		return Problem.ofFields("unknown_payment_method", List.of(new FieldError("/payment_method",
				"payment_method is not of a type that one of the merchant's accounts takes.")));
	}

	static Problem nobodyTakesIt() {
		return Problem.ofFields("no_account_takes_it", List.of(new FieldError("/currency",
				"currency and amount are such that none of the merchant's accounts takes this payment.")));
	}

}
