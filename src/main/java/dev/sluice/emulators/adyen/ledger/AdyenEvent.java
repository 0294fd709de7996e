package dev.sluice.emulators.adyen.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Something that the merchant is notified of.
 *
 * @param originalReference of the payment, where the event has a reference of its own
 * @param merchantReference the merchant's own for what it asked for
 * @param reason in words; empty where there is nothing to say
 * @param operations what can be asked for now; null for all but authorisations
 * @param details more about it, by the names that Adyen has for them
 */
public record AdyenEvent(EventCode code, String pspReference, @Nullable String originalReference,
		String merchantAccount, String merchantReference, Amount amount, boolean success, String reason, Instant at,
		String paymentMethod, @Nullable List<String> operations, Map<String, String> details) {
}
