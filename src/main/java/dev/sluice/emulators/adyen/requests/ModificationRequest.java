package dev.sluice.emulators.adyen.requests;

import java.util.Map;
import java.util.Set;

import dev.sluice.emulators.adyen.ledger.Amount;
import dev.sluice.emulators.adyen.ledger.ModificationKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A modification that is asked for.
 *
 * @param amount null where it is about all of the payment
 * @param reference the merchant's own for it; null where there is none
 * @param paymentReference the merchant's own of the payment; null where that is known by
 * Adyen's
 * @param reason of a refund; null where there is none
 */
public record ModificationRequest(ModificationKind kind, String merchantAccount, @Nullable Amount amount,
		@Nullable String reference, @Nullable String paymentReference, @Nullable String reason) {

	private static final Set<String> OF_CANCELLATIONS = Set.of("applicationInfo", "merchantAccount", "reference");

	private static final Map<ModificationKind, Set<String>> FIELDS = Map.of(
			ModificationKind.CAPTURE, Set.of("amount", "applicationInfo", "enhancedSchemeData", "lineItems",
					"merchantAccount", "platformChargebackLogic", "reference", "splits", "subMerchants"),
			ModificationKind.REFUND,
			Set.of("amount", "applicationInfo", "capturePspReference", "enhancedSchemeData", "lineItems",
					"merchantAccount", "merchantRefundReason", "reference", "splits", "store"),
			ModificationKind.CANCEL, OF_CANCELLATIONS, ModificationKind.REVERSAL, OF_CANCELLATIONS,
			ModificationKind.TECHNICAL_CANCEL,
			Set.of("applicationInfo", "merchantAccount", "paymentReference", "reference"));

	private static final Set<String> REASONS = Set.of("FRAUD", "CUSTOMER REQUEST", "RETURN", "DUPLICATE", "OTHER");

	private static final int REFERENCE = 80;

	/**
	 * Reads a body.
	 * @throws ServiceError.Refused where it cannot be served
	 */
	public static ModificationRequest read(JsonMapper json, byte[] body, ModificationKind kind) {
		Fields fields = Fields.read(json, body, structure(kind), FIELDS.getOrDefault(kind, Set.of()));
		String account = MerchantAccount.read(fields);
		boolean partial = kind == ModificationKind.CAPTURE || kind == ModificationKind.REFUND;
		String payment = (kind == ModificationKind.TECHNICAL_CANCEL)
				? fields.required("paymentReference", REFERENCE, ServiceError.invalid("130", "Reference Missing"))
				: null;
		String reason = (kind == ModificationKind.REFUND) ? fields.text("merchantRefundReason", REFERENCE) : null;
		if (reason != null && !REASONS.contains(reason)) {
			throw ServiceError.malformed("Unexpected input: merchantRefundReason").refused();
		}
		return new ModificationRequest(kind, account, partial ? fields.amount(1) : null,
				fields.plainText("reference", REFERENCE), payment, reason);
	}

	private static String structure(ModificationKind kind) {
		return switch (kind) {
			case CAPTURE -> "PaymentCaptureRequest";
			case CANCEL -> "PaymentCancelRequest";
			case TECHNICAL_CANCEL -> "StandalonePaymentCancelRequest";
			case REFUND -> "PaymentRefundRequest";
			case REVERSAL -> "PaymentReversalRequest";
		};
	}

}
