package dev.sluice.emulators.challenge;

import dev.sluice.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a cardholder is asked, or was.
 *
 * @param amount what is to be paid
 * @param standing whether it waits for an answer, and what came of it
 * @param back where the browser goes when it is over, with the vendor's parameters; null
 * where the shop gave no address
 */
public record Question(Money amount, Standing standing, @Nullable String back) {

	/** How a question stands. */
	public enum Standing {

		/** It waits for an answer. */
		OPEN,

		/** The cardholder said yes. */
		APPROVED,

		/** The cardholder said no. */
		REFUSED,

		/** The shop does not want it any more, or the time is over. */
		GIVEN_UP

	}

}
