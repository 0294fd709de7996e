package dev.sluice.payments;

import java.time.Instant;

/** What a payment can be asked to do. */
sealed interface PaymentCommand {

	/**
	 * Record what a processor answered.
	 *
	 * @param operation which operation it answers
	 * @param expiresAt until when an authorization holds, where it is one
	 */
	record Settle(OperationId operation, Processor.Outcome outcome, Instant now,
			Instant expiresAt) implements PaymentCommand {
	}

}
