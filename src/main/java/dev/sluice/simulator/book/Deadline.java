package dev.sluice.simulator.book;

import java.time.Duration;
import java.util.Optional;

import dev.sluice.simulator.issuer.OperationStatus;
import dev.sluice.simulator.issuer.Verdict;

/**
 * What becomes of an operation that has waited for too long.
 *
 * @param status at which it waits
 * @param after how long it may, by the clock of the database
 * @param verdict what is said to it then
 */
public record Deadline(OperationStatus status, Duration after, Verdict verdict) {

	/** The code of a challenge that nobody answered. */
	public static final String EXPIRED = "authentication_expired";

	/** Of what was left pending: it is approved. */
	public static Deadline ofPending(DeadlineSettings settings) {
		return new Deadline(OperationStatus.PENDING, settings.pendingDelay(), Verdict.APPROVED);
	}

	/** Of a challenge that nobody answered: it is declined. */
	public static Deadline ofChallenge(DeadlineSettings settings) {
		return new Deadline(OperationStatus.ACTION_REQUIRED, settings.challengeValidity(),
				Verdict.declined(EXPIRED, "The cardholder did not approve the payment in time."));
	}

	/** The one of a status; empty for those at which nothing is waited for. */
	public static Optional<Deadline> of(OperationStatus status, DeadlineSettings settings) {
		return switch (status) {
			case PENDING -> Optional.of(ofPending(settings));
			case ACTION_REQUIRED -> Optional.of(ofChallenge(settings));
			case APPROVED, DECLINED -> Optional.empty();
		};
	}

}
