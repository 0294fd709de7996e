package dev.sluice.payments;

/**
 * An event and the payment after it.
 */
record Change(PaymentEvent event, Payment payment) {

	static Change first(PaymentEvent.Created created) {
		return new Change(created, Payment.of(created));
	}

	static Change of(Payment before, PaymentEvent event) {
		return new Change(event, before.apply(event));
	}

}
