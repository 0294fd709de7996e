package dev.sluice.simulator.issuer;

import org.jspecify.annotations.Nullable;

/**
 * What is said to an operation.
 *
 * @param code why it was declined, for programs; null for every other status
 * @param message the same for people
 */
public record Verdict(OperationStatus status, @Nullable String code, @Nullable String message) {

	/** Yes. */
	public static final Verdict APPROVED = new Verdict(OperationStatus.APPROVED, null, null);

	/** Too late to say yes: the shop does not want it any more. */
	public static final Verdict GIVEN_UP = declined("authentication_canceled",
			"The shop gave the payment up before the cardholder approved it.");

	/** No, with a code for programs and a message for people. */
	public static Verdict declined(String code, String message) {
		return new Verdict(OperationStatus.DECLINED, code, message);
	}

}
