package dev.sluice.emulators.adyen.cards;

import org.jspecify.annotations.Nullable;

/**
 * What a test wants to happen to its payment.
 *
 * @param answer what the bank says
 * @param raw why, in the words of the scheme; null for its own words
 * @param aftermath what happens later
 * @param disputeReason the scheme's code of a dispute; null for any
 */
public record Wish(BankAnswer answer, @Nullable String raw, Aftermath aftermath, @Nullable String disputeReason) {

	/** Nothing special. */
	public static final Wish NONE = new Wish(BankAnswer.APPROVED, null, Aftermath.NONE, null);

	/** Something that happens later. */
	public static Wish later(Aftermath aftermath, @Nullable String disputeReason) {
		return new Wish(BankAnswer.APPROVED, null, aftermath, disputeReason);
	}

	/** Something that the bank says, and the words of the scheme for it. */
	public static Wish answer(BankAnswer answer, @Nullable String raw) {
		return new Wish(answer, raw, Aftermath.NONE, null);
	}

	/** The same with another answer of the bank. */
	public Wish with(BankAnswer other) {
		return new Wish(other, null, this.aftermath, this.disputeReason);
	}

}
