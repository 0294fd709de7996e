package dev.sluice.proof;

import java.util.List;
import java.util.Map;

/**
 * What the customers of a merchant pay with.
 *
 * @param methods payment methods as the API takes them; the more often one is there, the
 * more payments are made with it
 * @param terms of every payment beside those that are drawn by lot
 * @param patient whether the bank waits for ever for a customer who does not come, so
 * that the merchant has to give the payment up
 */
public record Wallet(List<?> methods, Map<String, Object> terms, boolean patient) {

	/** The cards of the simulator. */
	public static final Wallet SIMULATED = new Wallet(List.of("pm_card_visa", "pm_card_visa", "pm_card_mastercard",
			"pm_card_amex", "pm_card_amex", "pm_card_declined", "pm_card_declined_insufficient_funds",
			"pm_card_capture_fails", "pm_card_refund_fails", "pm_card_pending", "pm_card_3ds"), Map.of(), false);

}
