package dev.sluice.client.trial;

import java.time.Duration;
import java.util.Optional;

/**
 * What a trial is made with.
 *
 * @param account the id of the account; empty where there is only one
 * @param currency its code
 * @param method the payment method as the API reads it; empty where the processor has one
 * for tests
 * @param within how long the outcome of a step is waited for
 */
public record Terms(Optional<String> account, String currency, Optional<Object> method, Duration within) {

	/** Never the payment method. */
	@Override
	public String toString() {
		return "Terms[currency=" + this.currency + ", within=" + this.within + "]";
	}

}
