package dev.sluice.emulators.adyen.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A capture, a cancellation or a refund.
 *
 * @param reference the merchant's own for it, else for the payment
 * @param amount in minor units of the payment's currency
 */
public record Modification(String pspReference, ModificationKind kind, long amount, String reference, Status status) {

	/** One that was asked for just now. */
	public static Modification received(String pspReference, ModificationKind kind, long amount,
			@Nullable String reference, Order order) {
		return new Modification(pspReference, kind, amount, (reference != null) ? reference : order.reference(),
				Status.RECEIVED);
	}

	Modification with(Status other) {
		return new Modification(this.pspReference, this.kind, this.amount, this.reference, other);
	}

	/** How a modification stands. */
	public enum Status {

		RECEIVED, DONE, FAILED

	}

}
