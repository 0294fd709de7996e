package dev.sluice.simulator.issuer;

import org.jspecify.annotations.Nullable;

/**
 * What was done with one payment, in minor units of its currency.
 *
 * @param card what was charged, once a charge was asked for
 * @param charging whether a charge waits for its ending
 * @param operations how many operations were recorded, declined ones among them
 */
public record Account(String payment, String currency, @Nullable TestCard card, boolean charging, long authorized,
		long captured, long refunded, long voided, long operations) {

	/** What may still be captured, or released. */
	long open() {
		return this.authorized - this.captured - this.voided;
	}

	long refundable() {
		return this.captured - this.refunded;
	}

	/** Knows the card of a charge; a payment that is charged already keeps its own. */
	public Account paidWith(@Nullable TestCard charged) {
		boolean keeps = charged == null || this.charging || this.authorized > 0;
		return with(keeps ? this.card : charged, this.charging);
	}

	/** A charge has ended; what came of it is not in here yet. */
	public Account chargeEnded() {
		return with(this.card, false);
	}

	/** The account when an operation has come to a status. */
	public Account after(OperationKind kind, long amount, OperationStatus status) {
		return switch (status) {
			case APPROVED -> approved(kind, amount);
			case DECLINED -> this;
			case ACTION_REQUIRED, PENDING -> with(this.card, true);
		};
	}

	private Account approved(OperationKind kind, long amount) {
		return switch (kind) {
			case AUTHORIZE -> with(this.authorized + amount, this.captured, this.refunded, this.voided);
			case SALE -> with(this.authorized + amount, this.captured + amount, this.refunded, this.voided);
			case CAPTURE -> with(this.authorized, this.captured + amount, this.refunded, this.voided);
			case REFUND -> with(this.authorized, this.captured, this.refunded + amount, this.voided);
			case VOID -> with(this.authorized, this.captured, this.refunded, this.voided + open());
		};
	}

	private Account with(@Nullable TestCard newCard, boolean newCharging) {
		return new Account(this.payment, this.currency, newCard, newCharging, this.authorized, this.captured,
				this.refunded, this.voided, this.operations);
	}

	private Account with(long newAuthorized, long newCaptured, long newRefunded, long newVoided) {
		return new Account(this.payment, this.currency, this.card, this.charging, newAuthorized, newCaptured,
				newRefunded, newVoided, this.operations);
	}

}
