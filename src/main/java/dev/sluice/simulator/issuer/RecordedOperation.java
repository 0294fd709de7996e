package dev.sluice.simulator.issuer;

import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

/**
 * An operation as it stands in the book.
 *
 * @param card the card of its payment; null where nothing was charged
 */
public record RecordedOperation(String operation, String payment, OperationKind kind, long amount, String currency,
		@Nullable TestCard card, Verdict verdict, @Nullable WebAddress returnUrl, @Nullable WebAddress callbackUrl) {

	/** What was asked for, on a card, and what was said to it. */
	public static RecordedOperation of(SimulatedOperation asked, @Nullable TestCard card, Verdict verdict) {
		return new RecordedOperation(asked.operation(), asked.payment(), asked.kind(), asked.amount(), asked.currency(),
				card, verdict, asked.returnUrl(), asked.callbackUrl());
	}

	/** How it stands. */
	public OperationStatus status() {
		return this.verdict.status();
	}

	/** The same with something else said to it. */
	public RecordedOperation with(Verdict newVerdict) {
		return new RecordedOperation(this.operation, this.payment, this.kind, this.amount, this.currency, this.card,
				newVerdict, this.returnUrl, this.callbackUrl);
	}

	/** Whether a request repeats this operation, and does not merely bear its id. */
	public boolean isAskedBy(SimulatedOperation asked) {
		return this.payment.equals(asked.payment()) && this.kind == asked.kind() && this.amount == asked.amount()
				&& this.currency.equals(asked.currency());
	}

}
