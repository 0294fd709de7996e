package dev.sluice.emulators.adyen.forms;

import dev.sluice.emulators.adyen.cards.Card;

/**
 * What is answered of a card that was stored.
 *
 * @param id the token
 * @param expiryYear with all four digits, as in Adyen's own examples
 */
public record StoredPaymentMethodAnswer(String id, String type, String brand, String lastFour, String expiryMonth,
		String expiryYear, String shopperReference) {

	/** Of a shopper's card. */
	public static StoredPaymentMethodAnswer of(String token, Card card, String shopper) {
		int slash = card.expiry().indexOf('/');
		return new StoredPaymentMethodAnswer(token, "scheme", card.brand().text(), card.lastFour(),
				card.expiry().substring(0, slash), card.expiry().substring(slash + 1), shopper);
	}

}
