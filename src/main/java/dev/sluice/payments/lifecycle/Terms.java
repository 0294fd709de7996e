package dev.sluice.payments.lifecycle;

import java.util.Map;

import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant asked for, as it was accepted.
 *
 * @param amount in minor units of the currency
 * @param currency ISO 4217
 * @param paymentMethod what to charge; never a card number
 */
public record Terms(long amount, String currency, CaptureMode capture, PaymentMethod paymentMethod,
		@Nullable String reference, @Nullable String description, @Nullable String customer,
		Map<String, String> metadata, @Nullable WebAddress returnUrl) {

	/** How long a reference may be, in code points. */
	public static final int MAX_REFERENCE = 200;

}
