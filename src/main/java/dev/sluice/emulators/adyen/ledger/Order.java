package dev.sluice.emulators.adyen.ledger;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sluice.emulators.adyen.cards.Card;
import dev.sluice.emulators.adyen.cards.Wish;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant asked for when it began a payment; it never changes.
 *
 * @param pspReference of the payment
 * @param laterReference for what comes later without being asked for: a dispute, or the
 * failure of a capture that came by itself
 * @param returnSecret that only who comes back from the page of the bank knows
 * @param reference the merchant's own
 * @param authCode that the bank will give
 * @param captureDelayHours after which it is captured by itself; null for never
 * @param manyCaptures whether it may be captured in several parts
 * @param challenged whether the shopper is asked before the bank says anything
 * @param returnUrl where the shopper goes from the page of the bank
 * @param details more to tell about it, such as the token of its card
 */
public record Order(String pspReference, String laterReference, String returnSecret, String merchantAccount,
		String reference, Amount amount, Card card, Wish wish, String authCode, @Nullable Integer captureDelayHours,
		boolean manyCaptures, boolean challenged, String returnUrl, Map<String, String> details) {

	/** Whether nothing is captured unless that is asked for. */
	@JsonIgnore
	boolean isCapturedByHand() {
		return this.captureDelayHours == null;
	}

}
