package dev.sluice.payments.admission;

import java.time.Duration;

import dev.sluice.http.Problem;

import org.springframework.http.HttpStatus;

/** Whom there is no room for. */
final class Refusals {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private Refusals() {
	}

	/** What was done so far is not recorded as fast as more is asked for. */
	static Problem overloaded() {
		return Problem
			.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded",
					"More outcomes wait to be recorded than can be kept up with; try again.")
			.withRetryAfter(RETRY_AFTER);
	}

}
