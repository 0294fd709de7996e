package dev.sluice.payments;

import java.util.List;

import dev.sluice.platform.Problem;
import dev.sluice.platform.Problem.FieldError;

import org.springframework.http.HttpStatus;

/** The ways in which a request about payments is refused. */
final class Refusals {

	private Refusals() {
	}

	static Problem notFound() {
		return Problem.of(HttpStatus.NOT_FOUND, "payment_not_found", "There is no payment of this id.");
	}

	static Problem unknownPaymentMethod() {
		return Problem.ofFields("unknown_payment_method", List
			.of(new FieldError("/payment_method", "payment_method is not a token that a configured processor knows.")));
	}

	static Problem noProcessor() {
		return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "no_processor",
				"No processor is configured. Switch on the demo mode or set sluice.processors.simulator.url.");
	}

}
