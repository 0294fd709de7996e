package dev.sluice.emulators.adyen.forms;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.emulators.adyen.ledger.Amount;
import org.jspecify.annotations.Nullable;

/**
 * What is answered to a modification, of which nothing is decided yet.
 *
 * @param paymentPspReference of the payment; null where the merchant named it by its own
 * @param paymentReference the merchant's own; null where it named Adyen's
 * @param pspReference of the modification
 * @param reference the merchant's own for the modification; null where it has none
 * @param amount null where it is about all of the payment
 * @param merchantRefundReason null for all but refunds
 * @param status always the same
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModificationAnswer(String merchantAccount, @Nullable String paymentPspReference,
		@Nullable String paymentReference, String pspReference, @Nullable String reference, String status,
		@Nullable Amount amount, @Nullable String merchantRefundReason) {

	/** The word for it. */
	public static final String RECEIVED = "received";

}
