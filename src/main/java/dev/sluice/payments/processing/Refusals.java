package dev.sluice.payments.processing;

import java.time.Duration;
import java.util.List;

import dev.sluice.http.Problem;
import dev.sluice.http.Problem.FieldError;

import org.springframework.http.HttpStatus;

/** Why nobody is asked for a payment. */
final class Refusals {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private Refusals() {
	}

	static Problem unknownPaymentMethod() {
		return Problem.ofFields("unknown_payment_method", List
			.of(new FieldError("/payment_method", "payment_method is not a token that a configured processor knows.")));
	}

	static Problem overloaded() {
		return Problem
			.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded",
					"The processor has more to do than it keeps up with; nothing was recorded. Try again.")
			.withRetryAfter(RETRY_AFTER);
	}

	static Problem noProcessor() {
		return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "no_processor",
				"No processor is configured. Switch on the demo mode or set sluice.processors.simulator.url.");
	}

}
