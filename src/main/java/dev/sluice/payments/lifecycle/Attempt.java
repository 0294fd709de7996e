package dev.sluice.payments.lifecycle;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sluice.payments.words.Outcome.NotProcessed;

/**
 * A processor that certainly did nothing: it was asked in vain, or could not be.
 */
public record Attempt(String processor, String reason) {

	/** There was no room here to ask it; it can be asked later. */
	@JsonIgnore
	public boolean isForLater() {
		return NotProcessed.OVERLOADED.equals(this.reason);
	}

}
