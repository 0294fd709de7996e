package dev.sluice.payments.lifecycle;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sluice.payments.words.DisputeStatus;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.values.CleanText;
import org.jspecify.annotations.Nullable;

/**
 * Money that the customer wants back by way of the issuer (a chargeback).
 *
 * @param id what the processor calls it
 * @param amount in minor units of the payment's currency
 * @param reason the network's or the processor's code, such as {@code fraudulent}
 * @param processor who told of it
 * @param openedAt when it was first told of
 * @param closedAt when it was told how it ended; null while it is open
 */
public record Dispute(ProcessorReference id, long amount, String reason, DisputeStatus status, String processor,
		Instant openedAt, @Nullable Instant closedAt) {

	public Dispute {
		reason = CleanText.of(reason, Outcome.MAX_CODE);
	}

	/** Whether its amount is not the merchant's to give back. */
	@JsonIgnore
	boolean isHeld() {
		return this.status != DisputeStatus.WON;
	}

}
