package dev.sluice.payments.reconciliation;

import java.util.Optional;

import dev.sluice.payments.port.Booking;
import dev.sluice.payments.port.Booking.State;
import org.jspecify.annotations.Nullable;

/** What it comes to that two books say something of the same operation. Pure. */
final class Judgement {

	private Judgement() {
	}

	/**
	 * What there is to say; empty where they are equal.
	 * @param booking what the processor has; null for nothing
	 */
	static Optional<What> of(OwnEntry own, @Nullable Booking booking) {
		if (booking == null) {
			return own.isOpen() ? Optional.of(What.OPEN)
					: own.isDone() ? Optional.of(What.MISSING_AT_THE_PROCESSOR) : Optional.empty();
		}
		if (own.isOpen()) {
			return Optional.of((booking.state() == State.OPEN) ? What.OPEN : What.PROCESSOR_KNOWS_THE_OUTCOME);
		}
		if (booking.state() != (own.isDone() ? State.SUCCEEDED : State.FAILED)) {
			return Optional.of(What.DIFFERENT_OUTCOME);
		}
		return isOfTheSameSum(own, booking) ? Optional.empty() : Optional.of(What.DIFFERENT_AMOUNT);
	}

	private static boolean isOfTheSameSum(OwnEntry own, Booking booking) {
		return own.entry().amount() == booking.amount() && own.entry().currency().equals(booking.currency());
	}

}
