package dev.sluice.payments.recording;

import java.time.Duration;

import dev.sluice.journal.Journal.StaleVersion;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/**
 * How long somebody tries who finds a payment changed by others each time: a few seconds
 * in all, since the pauses stop growing soon.
 */
public final class Contention {

	private static final Duration FIRST_DELAY = Duration.ofMillis(10);

	private static final Duration MAX_DELAY = Duration.ofMillis(200);

	private static final long MAX_RETRIES = 20;

	static final RetryBackoffSpec RETRY = Retry.backoff(MAX_RETRIES, FIRST_DELAY)
		.maxBackoff(MAX_DELAY)
		.filter(StaleVersion.class::isInstance);

	private Contention() {
	}

	/**
	 * Decides and appends again, some 20 times, where the payment had moved on; any other
	 * error goes through.
	 * @return as the work; an error that {@link reactor.core.Exceptions#isRetryExhausted}
	 * knows where it is given up
	 */
	public static <T> Mono<T> retrying(Mono<T> work) {
		return Retries.of(work, RETRY);
	}

}
