package dev.sluice.payments.port;

import java.time.Instant;
import java.util.Locale;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.ProcessorReference;
import org.jspecify.annotations.Nullable;

/**
 * An operation of ours as a processor has it in its book.
 *
 * @param merchant whose payment it is, in its mode
 * @param operation our id of it
 * @param amount in minor units of the currency
 * @param currency ISO 4217
 * @param reference what the processor calls it; null where it has no name for it
 * @param at when the processor wrote it down, by its own clock
 */
public record Booking(MerchantId merchant, PaymentId payment, OperationId operation, Kind kind, long amount,
		String currency, State state, @Nullable ProcessorReference reference, Instant at) {

	/** What came of it, as the processor has it. */
	public enum State {

		/** It is done: money is held, was taken, given back or released. */
		SUCCEEDED,
		/** Nothing was done. */
		FAILED,
		/** It is under way, or waits for the customer. */
		OPEN;

		/** As it is written. */
		public String text() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
