package dev.sluice.payments;

import dev.sluice.payments.Outcome.NotProcessed;

/**
 * A processor that certainly did nothing: it was asked in vain, or could not be.
 */
record Attempt(String processor, String reason) {

	/** There was no room here to ask it; it can be asked later. */
	boolean isForLater() {
		return NotProcessed.OVERLOADED.equals(this.reason);
	}

}
