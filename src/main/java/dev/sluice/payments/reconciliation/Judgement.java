package dev.sluice.payments.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import dev.sluice.payments.port.Booking;
import dev.sluice.payments.port.Booking.State;
import dev.sluice.payments.words.ProcessorReference;
import org.jspecify.annotations.Nullable;

/** What it comes to that two books say something of the same operation. Pure. */
final class Judgement {

	/** For how long the gateway may well not have been told yet. */
	private static final Duration UNDER_WAY = Duration.ofMinutes(5);

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

	/**
	 * The same at a time: what was begun just now is open.
	 * @param now by the clock of the database
	 */
	static Optional<What> of(OwnEntry own, @Nullable Booking booking, Instant now) {
		return of(own, booking)
			.map((what) -> (isYoung(own, now) && what == What.PROCESSOR_KNOWS_THE_OUTCOME) ? What.OPEN : what);
	}

	private static boolean isYoung(OwnEntry own, Instant now) {
		return own.at().isAfter(now.minus(UNDER_WAY));
	}

	/**
	 * Whether an operation that is done was done by something else than this as well.
	 * @param again whether the processor has done it before
	 */
	static boolean isSecond(OwnEntry own, Booking booking, boolean again) {
		if (!own.isDone() || booking.state() != State.SUCCEEDED) {
			return false;
		}
		ProcessorReference known = own.entry().reference();
		ProcessorReference other = booking.reference();
		return (known == null || other == null) ? again : !known.equals(other);
	}

	/**
	 * What there is to say of a booking which is not the one that an operation ended
	 * with: one at another processor, or a second one. The same object may be shown by
	 * several accounts, so it may be the one that is under way there.
	 * @param here whether the operation is at the processor whose booking that is
	 */
	static Optional<What> ofAnother(OwnEntry own, Booking booking, boolean here, Instant now) {
		ProcessorReference known = own.entry().reference();
		ProcessorReference other = booking.reference();
		boolean unknown = known == null || other == null;
		if (unknown ? here : Objects.equals(known, other)) {
			return Optional.empty();
		}
		return switch (booking.state()) {
			case SUCCEEDED -> here ? own.isDone() ? Optional.of(What.BOOKED_TWICE) : of(own, booking, now)
					: Optional.of((own.isOpen() && isYoung(own, now)) ? What.OPEN : What.AT_ANOTHER_PROCESSOR);
			case OPEN -> here ? Optional.empty() : Optional.of(What.OPEN);
			case FAILED -> Optional.empty();
		};
	}

	private static boolean isOfTheSameSum(OwnEntry own, Booking booking) {
		return own.entry().amount() == booking.amount() && own.entry().currency().equals(booking.currency());
	}

}
