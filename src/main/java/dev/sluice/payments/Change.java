package dev.sluice.payments;

import java.util.Optional;

/**
 * An event, the payment after it, and the idempotency key that is used up by it.
 */
record Change(PaymentEvent event, Payment payment, Optional<Claim> claim) {

	static Change first(PaymentEvent.Created created, Optional<Claim> claim) {
		return new Change(created, Payment.of(created), claim);
	}

	static Change of(Payment before, PaymentEvent event, Optional<Claim> claim) {
		return new Change(event, before.apply(event), claim);
	}

	static Change of(Payment before, PaymentEvent event) {
		return of(before, event, Optional.empty());
	}

}
