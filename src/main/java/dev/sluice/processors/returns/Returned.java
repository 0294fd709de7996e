package dev.sluice.processors.returns;

import java.time.Instant;

import dev.sluice.payments.words.OperationId;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a customer who was sent to his issuer.
 *
 * @param result what he brought back; null where he has not come back, or came too late
 * @param returnedAt when he did; null where he did not
 * @param closed whether it is too late: then there is no result, and never will be one
 * @param since when it was prepared that he is sent there, by the database's clock
 * @param operation of which the processor is asked what became of it
 */
public record Returned(@Nullable String result, @Nullable Instant returnedAt, boolean closed, Instant since,
		OperationId operation) {

	/** Whoever has the result can end the payment; it is not shown. */
	@Override
	public String toString() {
		return "Returned[result=" + ((this.result != null) ? "***" : "null") + ", closed=" + this.closed + ", since="
				+ this.since + "]";
	}

}
