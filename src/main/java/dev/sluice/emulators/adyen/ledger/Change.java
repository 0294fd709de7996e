package dev.sluice.emulators.adyen.ledger;

import java.util.List;

/**
 * A payment after something happened to it, and what is to be told of that, in order.
 */
public record Change(AdyenPayment payment, List<AdyenEvent> events) {

	static Change silent(AdyenPayment payment) {
		return new Change(payment, List.of());
	}

	static Change told(AdyenPayment payment, AdyenEvent event) {
		return new Change(payment, List.of(event));
	}

}
