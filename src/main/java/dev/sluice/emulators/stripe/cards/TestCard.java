package dev.sluice.emulators.stripe.cards;

import org.jspecify.annotations.Nullable;

/**
 * A card that Stripe publishes for tests.
 *
 * @param name what its tokens have after {@code pm_card_} and {@code tok_}
 * @param last4 the end of its number; the number itself is not kept
 * @param brand of its network, in Stripe's words
 * @param authentication whether the cardholder is asked
 * @param decline what is said to a charge, once the cardholder has approved it where he
 * is asked; null for yes
 * @param aftermath what becomes of it later
 */
public record TestCard(String name, String last4, String brand, Authentication authentication,
		@Nullable Decline decline, Aftermath aftermath) {

	/** How it is funded, in Stripe's words. */
	public String funding() {
		return this.name.endsWith("_debit") ? "debit" : this.name.endsWith("_prepaid") ? "prepaid" : "credit";
	}

	/** The same for the same card. */
	public String fingerprint() {
		String letters = Long.toString(this.name.hashCode() & 0xffffffffL, 36) + this.last4 + "emulatedcard0";
		return letters.substring(0, 16);
	}

}
