package dev.sluice.emulators.adyen.cards;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

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

	/** All that the token of a stored card can remember; that is mostly the first. */
	public static final List<Wish> MEMORABLE = Stream
		.concat(Arrays.stream(Aftermath.values()).map((aftermath) -> later(aftermath, null)),
				Arrays.stream(BankAnswer.values()).map((answer) -> answer(answer, null)))
		.distinct()
		.toList();

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

	/**
	 * As much of it as the token of a stored card remembers: no words of its own, and
	 * nothing that happens later to what the bank does not approve.
	 */
	public Wish memorable() {
		return (this.answer == BankAnswer.APPROVED) ? later(this.aftermath, null) : answer(this.answer, null);
	}

}
