package dev.sluice.payments.processing;

import java.util.List;

import dev.sluice.http.Problem;
import dev.sluice.http.Problem.FieldError;

import org.springframework.http.HttpStatus;

/** Why nobody is asked for a payment. */
final class Refusals {

	private Refusals() {
	}

	static Problem unknownPaymentMethod() {
		return Problem.ofFields("unknown_payment_method", List
			.of(new FieldError("/payment_method", "payment_method is not a token that a configured processor knows.")));
	}

	static Problem noProcessor(boolean live) {
		return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "no_processor", live
				? "No processor for live payments is configured. The simulator serves keys of test mode alone."
				: "No processor is configured. Switch on the demo mode or set sluice.processors.simulator.url.");
	}

}
