package dev.sluice.simulator;

import org.jspecify.annotations.Nullable;

/**
 * What is said to an operation.
 *
 * @param code why it was declined, for programs; null for every other status
 * @param message the same for people
 */
record Verdict(OperationStatus status, @Nullable String code, @Nullable String message) {

	static final Verdict APPROVED = new Verdict(OperationStatus.APPROVED, null, null);

	static Verdict declined(String code, String message) {
		return new Verdict(OperationStatus.DECLINED, code, message);
	}

}
