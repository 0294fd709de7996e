package dev.sluice.payments;

import reactor.core.publisher.Mono;

/** The port to whoever moves the money. Implementations stand in {@code processors}. */
public interface Processor {

	/** Whether this processor knows a payment method's token. */
	boolean accepts(String paymentMethod);

	/**
	 * Asks for an operation. A repeated call with the same operation id has no second
	 * effect.
	 * @return the outcome, never empty and never an error; cancelling does not undo what
	 * was sent
	 */
	Mono<Outcome> execute(Request request);

	/**
	 * What is asked for.
	 *
	 * @param operation our id of the operation, by which the processor knows a repeat
	 * @param kind {@code authorize} or {@code sale}
	 * @param amount in minor units of the currency
	 * @param currency ISO 4217
	 * @param paymentMethod the token to charge
	 */
	record Request(OperationId operation, PaymentId payment, String kind, long amount, String currency,
			String paymentMethod) {
	}

	/** What came of it. */
	sealed interface Outcome {

		/** It is done. */
		record Approved() implements Outcome {
		}

		/** The issuer said no: for good. */
		record Declined(String code, String message) implements Outcome {
		}

		/**
		 * The processor certainly did nothing, such as when it could not be connected to.
		 */
		record NotProcessed(String reason) implements Outcome {
		}

		/**
		 * It may or may not be done, such as when no answer came in time. Never taken for
		 * a failure.
		 */
		record Unknown(String reason) implements Outcome {
		}

	}

}
