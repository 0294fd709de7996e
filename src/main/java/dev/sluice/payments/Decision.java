package dev.sluice.payments;

/** What a payment answers to a command. */
sealed interface Decision {

	/** It changes, by this event. */
	record Change(PaymentEvent event) implements Decision {
	}

	/** Nothing changes: the command says what is known already, or comes too late. */
	record Unchanged() implements Decision {
	}

}
