package dev.sluice.payments.lifecycle;

/**
 * How much of a payment is reserved, taken and given back, in minor units: refunded ≤
 * captured ≤ authorized.
 */
record Amounts(long authorized, long captured, long refunded) {

	Amounts {
		if (refunded < 0 || captured < refunded || authorized < captured) {
			throw new IllegalArgumentException(
					"Not refunded %d <= captured %d <= authorized %d".formatted(refunded, captured, authorized));
		}
	}

	Amounts captured(long amount) {
		return new Amounts(this.authorized, Math.addExact(this.captured, amount), this.refunded);
	}

	Amounts refunded(long amount) {
		return new Amounts(this.authorized, this.captured, Math.addExact(this.refunded, amount));
	}

	/** What is reserved and not captured is let go. */
	Amounts released() {
		return new Amounts(this.captured, this.captured, this.refunded);
	}

	long capturable() {
		return this.authorized - this.captured;
	}

	/**
	 * The status that these amounts stand for; it is final only once nothing is left to
	 * capture.
	 */
	Status status(Status whileNothingIsCaptured) {
		if (this.captured == 0) {
			return whileNothingIsCaptured;
		}
		if (this.refunded > 0) {
			return (this.refunded == this.captured && capturable() == 0) ? Status.REFUNDED : Status.PARTIALLY_REFUNDED;
		}
		return (capturable() > 0) ? Status.PARTIALLY_CAPTURED : Status.CAPTURED;
	}

}
