package dev.sluice.payments.processing;

import java.util.List;

import dev.sluice.http.Problem;
import dev.sluice.http.Problem.FieldError;
import dev.sluice.payments.lifecycle.Operation;

import org.springframework.http.HttpStatus;

/** Why nobody is asked for a payment. */
final class Refusals {

	private Refusals() {
	}

	static Problem unknownPaymentMethod() {
		return Problem.ofFields("unknown_payment_method", List
			.of(new FieldError("/payment_method", "payment_method is not a token that a configured processor knows.")));
	}

	static Problem currencyNotTaken() {
		return Problem.ofFields("currency_not_taken",
				List.of(new FieldError("/currency", "currency is not one that the processor of this method takes.")));
	}

	static Problem noProcessor(boolean live) {
		return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "no_processor", live
				? "No processor for live payments is configured. The simulator serves keys of test mode alone."
				: "No processor is configured. Switch on the demo mode or set sluice.processors.simulator.url.");
	}

	/** Whoever asks may have read of it before it ended. */
	static Problem notInDoubt(Operation.OperationStatus status) {
		return Problem
			.of(HttpStatus.CONFLICT, "not_in_doubt",
					(status == Operation.OperationStatus.PENDING)
							? "The processor is still asked what came of this operation; nobody has to find it out."
							: "This operation has ended already, and not as you say.")
			.with("operation_status", status);
	}

	/** The charge of a payment that is being given up ends with its release. */
	static Problem notYetResolvable() {
		return Problem.of(HttpStatus.CONFLICT, "release_pending",
				"This payment is being voided. Resolve the void first, then this operation.");
	}

}
