package dev.sluice.emulators.adyen.ledger;

import java.util.List;
import java.util.stream.Stream;

/**
 * A payment after something happened to it, and what is to be told of that, in order.
 */
public record Change(AdyenPayment payment, List<AdyenEvent> events) {

	/** This, and what comes after it. */
	public Change then(Change next) {
		return new Change(next.payment(), Stream.concat(this.events.stream(), next.events().stream()).toList());
	}

	static Change silent(AdyenPayment payment) {
		return new Change(payment, List.of());
	}

	static Change told(AdyenPayment payment, AdyenEvent event) {
		return new Change(payment, List.of(event));
	}

}
