package dev.sluice.payments.recording;

import java.util.Optional;
import java.util.OptionalInt;

import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentEvent;

/**
 * An event, and the payment after it.
 *
 * @param claim the idempotency key that is used up by it
 * @param tries how often its operation may have been taken over; it is refused
 * ({@link Superseded}) where that is no longer so. Empty for what holds whoever says it
 */
public record Change(PaymentEvent event, Payment payment, Optional<Claim> claim, OptionalInt tries) {

	/** The change that makes a payment. */
	public static Change first(PaymentEvent.Created created, Optional<Claim> claim) {
		return new Change(created, Payment.of(created), claim, OptionalInt.empty());
	}

	/** A change of a payment that somebody asked for, with a key where one was sent. */
	public static Change of(Payment before, PaymentEvent event, Optional<Claim> claim) {
		return new Change(event, before.apply(event), claim, OptionalInt.empty());
	}

	/** A change of a payment that nobody asked for with a key. */
	public static Change of(Payment before, PaymentEvent event) {
		return of(before, event, Optional.empty());
	}

	/**
	 * Whether a request waits for it, which can be told to try again. For a refund that
	 * ends a release none does.
	 */
	boolean isAskedFor() {
		return switch (this.event) {
			case PaymentEvent.Created _, PaymentEvent.CapturePending _, PaymentEvent.VoidPending _ -> true;
			case PaymentEvent.RefundPending refund -> refund.ended() == null;
			case PaymentEvent.RequiresAction _, PaymentEvent.Authorized _, PaymentEvent.Declined _,
					PaymentEvent.Failed _, PaymentEvent.Expired _, PaymentEvent.Captured _,
					PaymentEvent.CaptureFailed _, PaymentEvent.Refunded _, PaymentEvent.RefundFailed _,
					PaymentEvent.Voided _, PaymentEvent.VoidFailed _, PaymentEvent.NeedsAttention _,
					PaymentEvent.Disputed _ ->
				false;
		};
	}

	/** A change that only who holds the operation, after so many tries, may record. */
	public Change heldAfter(int triesSoFar) {
		return new Change(this.event, this.payment, this.claim, OptionalInt.of(triesSoFar));
	}

}
