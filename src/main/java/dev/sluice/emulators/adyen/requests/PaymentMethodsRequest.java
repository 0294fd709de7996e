package dev.sluice.emulators.adyen.requests;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks how shoppers may pay.
 *
 * @param shopper whose stored cards are to be shown; null for nobody's
 */
public record PaymentMethodsRequest(String merchantAccount, @Nullable String shopper) {

	private static final Set<String> FIELDS = Set.of("additionalData", "allowedPaymentMethods", "amount",
			"blockedPaymentMethods", "browserInfo", "channel", "countryCode", "merchantAccount", "order",
			"shopperConversionId", "shopperEmail", "shopperIP", "shopperLocale", "shopperReference",
			"splitCardFundingSources", "store", "storeFiltrationMode", "telephoneNumber");

	private static final int SHOPPER = 256;

	/**
	 * Reads a body.
	 * @throws ServiceError.Refused where it cannot be served
	 */
	public static PaymentMethodsRequest read(JsonMapper json, byte[] body) {
		Fields fields = Fields.read(json, body, "PaymentMethodsRequest", FIELDS);
		return new PaymentMethodsRequest(MerchantAccount.read(fields), fields.plainText("shopperReference", SHOPPER));
	}

}
