package dev.sluice.processors.adyen;

import java.util.Objects;
import java.util.Optional;

import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.values.Sha256;
import dev.sluice.values.WebAddress;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Adyen is asked for an operation, in the same words each time. Pure.
 */
final class AdyenRequests {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private static final String PAYMENTS = "/payments";

	private static final String MERCHANT_ACCOUNT = "merchantAccount";

	/** Adyen wants an address in any case. */
	private static final WebAddress NOWHERE = WebAddress.of("https://nowhere.invalid/");

	private static final String REFERENCE = "reference";

	private AdyenRequests() {
	}

	/** Why it cannot be asked for; empty where it can. */
	static Optional<String> obstacle(Request request) {
		boolean charge = AdyenReference.isCharge(request.kind());
		if (charge && !AdyenMethods.accepts(request.paymentMethod())) {
			return Optional.of("payment_method_unknown");
		}
		return AdyenAmounts.of(request).isEmpty() ? Optional.of("amount_not_representable") : Optional.empty();
	}

	/** Where nobody is sent, and so nobody comes back to. */
	static WebAddress nowhere(Request request) {
		return (request.returnUrl() != null) ? request.returnUrl() : NOWHERE;
	}

	/**
	 * A charge.
	 * @param back where the shopper comes back to from the issuer
	 */
	static AdyenCall charge(AdyenAccess access, Request request, WebAddress back) {
		PaymentMethod method = request.paymentMethod();
		ObjectNode body = order(access, request).put("returnUrl", back.toString())
			.put("shopperInteraction", isThere(request) ? "Ecommerce" : "ContAuth");
		if (!AdyenMethods.shopper(method).isEmpty()) {
			body.put("shopperReference", AdyenMethods.shopper(method));
		}
		if (!AdyenMethods.isEncrypted(method)) {
			body.put("recurringProcessingModel", AdyenMethods.model(method));
		}
		fill(body.putObject("paymentMethod").put("type", "scheme"), request);
		if (AdyenMethods.hasBrowser(method) && canAsk(request)) {
			body.put("redirectFromIssuerMethod", "GET").put("redirectToIssuerMethod", "GET");
			describe(body.putObject("browserInfo"), method);
		}
		switch (request.kind()) {
			case AUTHORIZE -> body.putObject("additionalData").put("manualCapture", "true");
			case SALE -> body.put("captureDelayHours", 0);
			case CAPTURE, VOID, REFUND -> throw new IllegalArgumentException("This is no charge");
		}
		return new AdyenCall(PAYMENTS, body, key(access, request.operation()));
	}

	/** The whole browser, or Adyen refuses the payment. */
	private static void describe(ObjectNode browser, PaymentMethod method) {
		browser.put("userAgent", method.detail("user_agent"))
			.put("acceptHeader", method.detail("accept_header"))
			.put("language", method.detail("language"))
			.put("colorDepth", number(method, "color_depth"))
			.put("screenHeight", number(method, "screen_height"))
			.put("screenWidth", number(method, "screen_width"))
			.put("timeZoneOffset", number(method, "time_zone_offset"))
			.put("javaEnabled", "true".equals(method.detail("java_enabled")));
	}

	private static int number(PaymentMethod method, String field) {
		return Integer.parseInt(Objects.requireNonNull(method.detail(field)));
	}

	private static void fill(ObjectNode card, Request request) {
		if (!AdyenMethods.isEncrypted(request.paymentMethod())) {
			card.put("storedPaymentMethodId", AdyenMethods.stored(request.paymentMethod()));
			return;
		}
		AdyenMethods.ENCRYPTED.forEach((name, theirs) -> {
			String value = request.secrets().find(name);
			if (value != null) {
				card.put(theirs, value);
			}
		});
	}

	/** Whether the card that is to be charged was forgotten meanwhile. */
	static boolean isForgotten(Request request) {
		return AdyenMethods.isEncrypted(request.paymentMethod()) && request.secrets().values().isEmpty();
	}

	/** Who types in a card is there, whether or not he can be sent to a page. */
	private static boolean isThere(Request request) {
		return AdyenMethods.isEncrypted(request.paymentMethod()) || canAsk(request);
	}

	/** Who cannot be sent to a page, and back, is not asked: the issuer declines then. */
	static boolean canAsk(Request request) {
		return request.returnUrl() != null && !AdyenMethods.isOffSession(request.paymentMethod());
	}

	/**
	 * Goes on with a charge whose shopper has come back.
	 * @param result as it stood in the address
	 */
	static AdyenCall details(AdyenAccess access, OperationId charge, String result) {
		ObjectNode body = JSON.objectNode();
		body.putObject("details").put("redirectResult", result);
		return new AdyenCall(PAYMENTS + "/details", body, key(access, charge) + "_details");
	}

	/** A capture, a release or a refund of a charge. */
	static AdyenCall change(AdyenAccess access, Request request, ProcessorReference charge) {
		String path = PAYMENTS + "/" + charge + "/";
		return switch (request.kind()) {
			case CAPTURE -> new AdyenCall(path + "captures", order(access, request), key(access, request.operation()));
			case REFUND -> new AdyenCall(path + "refunds", order(access, request), key(access, request.operation()));
			case VOID -> new AdyenCall(path + "cancels", named(access, request), key(access, request.operation()));
			case AUTHORIZE, SALE -> throw new IllegalArgumentException("This changes no payment");
		};
	}

	/** Asks for what can be paid with, which every key that can make a payment may do. */
	static AdyenCall methods(AdyenAccess access) {
		return new AdyenCall("/paymentMethods", JSON.objectNode().put(MERCHANT_ACCOUNT, access.merchantAccount()),
				null);
	}

	private static ObjectNode named(AdyenAccess access, Request request) {
		return JSON.objectNode()
			.put(MERCHANT_ACCOUNT, access.merchantAccount())
			.put(REFERENCE, AdyenReference.of(request));
	}

	private static ObjectNode order(AdyenAccess access, Request request) {
		ObjectNode body = named(access, request);
		body.putObject("amount")
			.put("currency", request.currency())
			.put("value", AdyenAmounts.of(request).orElseThrow());
		return body;
	}

	static ProcessorReference charged(Request request) {
		return Objects.requireNonNull(request.charge());
	}

	/**
	 * Adyen knows keys for all merchant accounts of a company, of which one may be asked
	 * after the other.
	 */
	private static String key(AdyenAccess access, OperationId operation) {
		return operation + "_" + Sha256.hex(access.merchantAccount()).substring(0, 8);
	}

}
