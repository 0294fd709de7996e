package dev.sluice.payments.reconciliation;

import java.time.Instant;

import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import org.jspecify.annotations.Nullable;

/** Something that a comparison has to say. */
public sealed interface Finding {

	/**
	 * What the books say of an operation.
	 *
	 * @param processor its name, or the account at it
	 * @param merchant written {@code mer_…}
	 * @param mode {@code test} or {@code live}; null where the gateway does not know the
	 * merchant
	 * @param gateway what the gateway has; null for nothing
	 * @param book what the processor has; null for nothing
	 */
	record Line(What what, String processor, String merchant, @Nullable String mode, PaymentId payment,
			OperationId operation, Kind kind, @Nullable Side gateway, @Nullable Side book) implements Finding {
	}

	/**
	 * What one of them has.
	 *
	 * @param amount in minor units of the currency
	 * @param reference what the processor calls it; null where it is not known
	 * @param at when it was written down there, by its own clock
	 */
	record Side(String status, long amount, String currency, @Nullable String reference, Instant at) {
	}

	/**
	 * How far it is.
	 *
	 * @param compared how many operations of the gateway were compared so far
	 * @param until the time that this reaches to
	 */
	record Progress(String processor, long compared, Instant until) implements Finding {
	}

	/**
	 * A processor was compared to the end.
	 *
	 * @param compared how many operations of the gateway, open ones too
	 * @param open how many of them have no outcome anywhere
	 */
	record Compared(String processor, long compared, long differing, long open) implements Finding {
	}

	/**
	 * A processor could not be compared, or not to the end.
	 *
	 * @param reason a code
	 */
	record Incomplete(String processor, String reason) implements Finding {
	}

}
