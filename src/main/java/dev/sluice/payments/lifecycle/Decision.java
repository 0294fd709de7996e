package dev.sluice.payments.lifecycle;

/** What a payment answers to a command. */
public sealed interface Decision {

	/** It changes, by this event. */
	record Change(PaymentEvent event) implements Decision {
	}

	/** Its status, or what happened to it so far, forbids the command. */
	record Forbidden(String code, String detail) implements Decision {
	}

	/**
	 * Its status allows the command, but not this amount.
	 *
	 * @param most the most that is possible now, in minor units
	 */
	record TooMuch(String code, long most) implements Decision {
	}

	/**
	 * Its status allows the command, but its processor only for the whole amount.
	 *
	 * @param least the least that is possible now, in minor units
	 */
	record TooLittle(String code, long least) implements Decision {
	}

	/** Nothing changes: the command says what is known already, or comes too late. */
	record Unchanged() implements Decision {
	}

}
