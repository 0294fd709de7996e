package dev.sluice.emulators.adyen.requests;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.sluice.emulators.adyen.cards.BankAnswer;
import dev.sluice.emulators.adyen.cards.TestCard;
import dev.sluice.emulators.adyen.cards.Wish;
import dev.sluice.emulators.adyen.ledger.Amount;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A payment that is asked for.
 *
 * @param challenged whether the shopper is to be asked first
 * @param captureDelayHours after which it is captured by itself; null for as the merchant
 * account has it
 * @param capturedByHand whether it is not captured by itself, whatever the account has
 * @param details what is told about it again
 */
public record PaymentRequest(String merchantAccount, String reference, Amount amount, TestCard card, Wish wish,
		boolean challenged, @Nullable Integer captureDelayHours, boolean capturedByHand, String returnUrl,
		Map<String, String> details) {

	private static final Set<String> FIELDS = Set.of(("accountInfo additionalAmount additionalData amount"
			+ " applicationInfo authenticationData bankAccount billingAddress browserInfo captureDelayHours channel"
			+ " checkoutAttemptId company countryCode dateOfBirth dccQuote deliverAt deliveryAddress deliveryDate"
			+ " deviceFingerprint enableOneClick enablePayOut enableRecurring enhancedSchemeData entityType fraudOffset"
			+ " fundOrigin fundRecipient industryUsage installments lineItems localizedShopperStatement mandate mcc"
			+ " merchantAccount merchantOrderReference merchantRiskIndicator metadata mpiData order orderReference"
			+ " origin paymentMethod paymentValidations platformChargebackLogic recurringExpiry recurringFrequency"
			+ " recurringProcessingModel redirectFromIssuerMethod redirectToIssuerMethod reference returnUrl riskData"
			+ " sessionValidity shopperConversionId shopperEmail shopperIP shopperInteraction shopperLocale shopperName"
			+ " shopperReference shopperStatement shopperTaxInfo socialSecurityNumber splits store storePaymentMethod"
			+ " subMerchants surcharge telephoneNumber threeDS2RequestData threeDSAuthenticationOnly trustedShopper")
		.split(" ", -1));

	private static final int REFERENCE = 80;

	private static final int URL = 1024;

	private static final int SHOPPER = 256;

	private static final int WORD = 64;

	private static final int METADATA = 20;

	private static final int MOST_HOURS = 672;

	/**
	 * Reads a body.
	 * @throws ServiceError.Refused where it cannot be served
	 */
	public static PaymentRequest read(JsonMapper json, byte[] body) {
		Fields fields = Fields.read(json, body, "PaymentRequest", FIELDS);
		String account = MerchantAccount.read(fields);
		Amount amount = fields.amount(0);
		String reference = fields.required("reference", REFERENCE, ServiceError.invalid("130", "Reference Missing"));
		String returnUrl = returnUrl(fields);
		String shopper = fields.plainText("shopperReference", SHOPPER);
		String interaction = fields.text("shopperInteraction", WORD);
		if (!fields.has("paymentMethod")) {
			throw ServiceError.invalid("14_004", "Missing payment method details").refused();
		}
		BrowserInfo.check(fields);
		PaidWith paid = PaidWith.read(fields.object("paymentMethod"), account, shopper);
		boolean present = interaction == null || interaction.equals("Ecommerce");
		Fields more = fields.object("additionalData");
		return new PaymentRequest(account, reference, amount, paid.card(), wish(more, paid.wish()),
				present && paid.card().isChallenged(), delay(fields), byHand(more), returnUrl,
				details(fields, account, paid, shopper));
	}

	private static Wish wish(Fields more, Wish named) {
		Optional<BankAnswer> answer = BankAnswer.ofCode(more.word("RequestedTestAcquirerResponseCode"));
		return answer.map(named::with).orElse(named);
	}

	private static boolean byHand(Fields more) {
		return more.isTrue("manualCapture") || "PreAuth".equalsIgnoreCase(more.word("authorisationType"));
	}

	private static @Nullable Integer delay(Fields fields) {
		Integer hours = fields.integer("captureDelayHours");
		if (hours != null && (hours < 0 || hours > MOST_HOURS)) {
			throw ServiceError.invalid("702", "Invalid captureDelayHours").refused();
		}
		return hours;
	}

	private static String returnUrl(Fields fields) {
		String url = fields.text("returnUrl", URL);
		if (url == null || url.isBlank()) {
			throw ServiceError.invalid("14_030", "Return URL is missing.").refused();
		}
		return WebAddress.read(url)
			.map(WebAddress::toString)
			.orElseThrow(() -> ServiceError.invalid("14_031", "Return URL is invalid.").refused());
	}

	private static Map<String, String> details(Fields fields, String account, PaidWith paid, @Nullable String shopper) {
		Map<String, String> details = new LinkedHashMap<>();
		fields.texts("metadata", METADATA, REFERENCE).forEach((key, value) -> details.put("metadata." + key, value));
		boolean stores = fields.isTrue("storePaymentMethod") || fields.isTrue("enableRecurring")
				|| fields.isTrue("enableOneClick");
		if (shopper != null && (stores || paid.stored())) {
			String token = paid.token(account, shopper);
			details.put("tokenization.storedPaymentMethodId", token);
			details.put("tokenization.shopperReference", shopper);
			details.put("recurring.recurringDetailReference", token);
			details.put("recurring.shopperReference", shopper);
			details.put("recurringProcessingModel", model(fields));
		}
		return details;
	}

	private static String model(Fields fields) {
		String model = fields.plainText("recurringProcessingModel", WORD);
		return (model != null) ? model : "CardOnFile";
	}

}
