package dev.sluice.payments.reconciliation;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** In what two books differ about an operation. */
public enum What {

	/** The processor has it, and the gateway knows nothing of it. */
	MISSING_AT_THE_GATEWAY,
	/** The gateway has it as done, and the processor knows nothing of it. */
	MISSING_AT_THE_PROCESSOR,
	/** One has it as done, and the other one as failed or open. */
	DIFFERENT_OUTCOME,
	/** Both have it, of different sums or currencies. */
	DIFFERENT_AMOUNT,
	/** The processor has done it, and the gateway asked another one in its place. */
	AT_ANOTHER_PROCESSOR,
	/** The processor has done it more than once. */
	BOOKED_TWICE,
	/** It is open at the gateway, and has ended at the processor. */
	PROCESSOR_KNOWS_THE_OUTCOME,
	/**
	 * It is open at the gateway, and the processor knows no outcome, or it was begun just
	 * now: no difference.
	 */
	OPEN;

	/** Whether the books differ. */
	public boolean isDifference() {
		return this != OPEN;
	}

	/** As it is written for programs. */
	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** As it is written for people. */
	public String words() {
		return wireName().replace('_', ' ');
	}

}
