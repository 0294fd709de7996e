package dev.sluice.emulators.adyen.requests;

import java.util.Set;

import dev.sluice.emulators.adyen.cards.Card;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks for a card to be stored without a payment.
 *
 * @param shopper whose it is
 * @param token by which it can be paid with
 */
public record StoredPaymentMethodRequest(String merchantAccount, String shopper, Card card, String token) {

	private static final Set<String> FIELDS = Set.of("merchantAccount", "paymentMethod", "recurringProcessingModel",
			"shopperEmail", "shopperIP", "shopperReference");

	private static final Set<String> METHOD = Set.of("brand", "cvc", "encryptedCard", "encryptedCardNumber",
			"encryptedExpiryMonth", "encryptedExpiryYear", "encryptedSecurityCode", "expiryMonth", "expiryYear",
			"holderName", "number", "type");

	private static final Set<String> MODELS = Set.of("CardOnFile", "Subscription", "UnscheduledCardOnFile");

	private static final int SHORTEST_SHOPPER = 3;

	private static final int SHOPPER = 256;

	private static final int WORD = 64;

	/**
	 * Reads a body.
	 * @throws ServiceError.Refused where it cannot be served
	 */
	public static StoredPaymentMethodRequest read(JsonMapper json, byte[] body) {
		Fields fields = Fields.read(json, body, "StoredPaymentMethodRequest", FIELDS);
		String account = MerchantAccount.read(fields);
		String shopper = shopper(fields);
		checkModel(fields);
		if (!fields.has("paymentMethod")) {
			throw ServiceError.invalid("14_004", "Missing payment method details").refused();
		}
		PaidWith stored = PaidWith.read(fields.object("paymentMethod").withoutOthers("PaymentMethodToStore", METHOD),
				account, shopper);
		return new StoredPaymentMethodRequest(account, shopper, stored.card().card(), stored.token(account, shopper));
	}

	private static String shopper(Fields fields) {
		String shopper = fields.required("shopperReference", SHOPPER,
				ServiceError.invalid("702", "Required field 'shopperReference' is not provided."));
		if (shopper.codePointCount(0, shopper.length()) < SHORTEST_SHOPPER) {
			throw ServiceError.invalid("702", "shopperReference must have at least 3 characters").refused();
		}
		return shopper;
	}

	private static void checkModel(Fields fields) {
		String model = fields.required("recurringProcessingModel", WORD,
				ServiceError.invalid("702", "Required field 'recurringProcessingModel' is not provided."));
		if (!MODELS.contains(model)) {
			throw ServiceError.malformed("Unexpected input: recurringProcessingModel").refused();
		}
	}

}
