package dev.sluice.emulators.adyen.forms;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.emulators.adyen.cards.ResultCode;
import dev.sluice.emulators.adyen.ledger.AdyenPayment;
import dev.sluice.emulators.adyen.ledger.Amount;
import dev.sluice.emulators.adyen.ledger.Order;
import org.jspecify.annotations.Nullable;

/**
 * What is answered about a payment.
 *
 * @param pspReference null as long as the shopper is still to be asked
 * @param action what the shopper has to do; null for nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentAnswer(Map<String, String> additionalData, @Nullable String pspReference,
		@Nullable String refusalReason, @Nullable String refusalReasonCode, ResultCode resultCode,
		@Nullable Amount amount, String merchantReference, @Nullable Method paymentMethod, @Nullable Action action) {

	private static final String SCHEME = "scheme";

	/**
	 * How a payment stands.
	 * @param challenge where the shopper is asked, for a payment that waits for that
	 */
	public static PaymentAnswer of(AdyenPayment payment, String challenge) {
		Order order = payment.order();
		ResultCode result = payment.result();
		boolean authorised = result == ResultCode.AUTHORISED;
		boolean refused = result == ResultCode.REFUSED || result == ResultCode.ERROR;
		boolean asked = result == ResultCode.REDIRECT_SHOPPER;
		return new PaymentAnswer(details(payment, authorised, refused), asked ? null : order.pspReference(),
				refused ? payment.answer().reason() : null, refused ? payment.answer().code() : null, result,
				authorised ? order.amount() : null, order.reference(),
				authorised ? new Method(order.card().brand().text(), SCHEME) : null,
				asked ? new Action(SCHEME, challenge, "GET", "redirect") : null);
	}

	private static Map<String, String> details(AdyenPayment payment, boolean authorised, boolean refused) {
		Order order = payment.order();
		String brand = order.card().brand().text();
		Map<String, String> details = new LinkedHashMap<>();
		details.put("cardSummary", order.card().lastFour());
		details.put("expiryDate", order.card().expiry());
		details.put("paymentMethod", brand);
		details.put("cardPaymentMethod", brand);
		details.put("merchantReference", order.reference());
		if (authorised) {
			details.put("authCode", order.authCode());
			details.put("cvcResult", "1 Matches");
			details.put("avsResult", "4 AVS not supported for this card type");
			details.put("acquirerCode", "TestPmmAcquirer");
			details.put("refusalReasonRaw", "AUTHORISED");
		}
		if (refused) {
			details.put("refusalReasonRaw", payment.rawReason());
		}
		details.putAll(order.details());
		return details;
	}

	/** With what it is paid. */
	public record Method(String brand, String type) {
	}

	/** Where the shopper has to go. */
	public record Action(String paymentMethodType, String url, String method, String type) {
	}

}
