package dev.sluice.emulators.adyen.ledger;

/**
 * What was done with the money of a payment, in minor units.
 *
 * @param chargedBack what the cardholder has got back by a dispute
 * @param released whether what is not captured was let go
 */
public record Sums(long captured, long refunded, long chargedBack, boolean released) {

	static final Sums NONE = new Sums(0, 0, 0, false);

	long refundable() {
		return this.captured - this.refunded - this.chargedBack;
	}

	Sums capture(long amount) {
		return new Sums(this.captured + amount, this.refunded, this.chargedBack, this.released);
	}

	Sums refund(long amount) {
		return new Sums(this.captured, this.refunded + amount, this.chargedBack, this.released);
	}

	Sums chargeBack(long amount) {
		return new Sums(this.captured, this.refunded, this.chargedBack + amount, this.released);
	}

	Sums release() {
		return new Sums(this.captured, this.refunded, this.chargedBack, true);
	}

}
