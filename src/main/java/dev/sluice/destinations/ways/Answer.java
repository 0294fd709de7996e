package dev.sluice.destinations.ways;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What came of sending something.
 *
 * @param httpStatus where there was an answer
 * @param latency from the sending to the answer, or to its end
 * @param excerpt the first bytes of the answer as text, cleaned and masked; of a failure
 * without an answer, what went wrong in a few words
 * @param retryAfter how long the other side wishes to be left alone
 */
public record Answer(Outcome outcome, @Nullable Integer httpStatus, Duration latency, @Nullable String excerpt,
		@Nullable Duration retryAfter) {

	/** Whether it has arrived. */
	public boolean isDelivered() {
		return this.outcome == Outcome.DELIVERED;
	}

	/** What it comes down to. */
	public enum Outcome {

		/** 2xx: it has arrived. */
		DELIVERED,

		/** Another answer: it may arrive later. */
		REFUSED,

		/** 410: nothing is wanted there any more. */
		GONE,

		/** No whole answer in time: it may have arrived. */
		TIMED_OUT,

		/** No answer: it could not be sent, or the connection ended first. */
		UNREACHABLE,

		/** Nothing is sent to that address. */
		FORBIDDEN_ADDRESS,

		/** It was tried for long enough; of the last attempt, beside what came of it. */
		GIVEN_UP;

		/** Its name in the database and in the API. */
		public String label() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
