package dev.sluice.emulators.adyen.ledger;

import java.time.Instant;

/**
 * What is going to happen to a payment by itself.
 *
 * @param reference of the modification or dispute that it is about, else of the payment
 */
public record Step(Kind kind, Instant due, String reference) {

	/** A name that no other step of the payment has. */
	public String name() {
		return this.kind + ":" + this.reference;
	}

	/** What happens. */
	public enum Kind {

		AUTHORISATION, CHALLENGE_EXPIRY, AUTOMATIC_CAPTURE, MODIFICATION, CAPTURE_FAILURE, REFUND_FAILURE,
		REFUND_REVERSAL, DISPUTE_NOTICE, CHARGEBACK, CHARGEBACK_REVERSAL, SECOND_CHARGEBACK, EXPIRY

	}

}
