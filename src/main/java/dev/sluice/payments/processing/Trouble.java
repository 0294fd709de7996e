package dev.sluice.payments.processing;

import java.time.Duration;

import dev.sluice.http.Problem;
import dev.sluice.payments.recording.Retries;
import io.r2dbc.spi.R2dbcException;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;

/**
 * How often somebody tries to record an outcome who finds the database in trouble. The
 * pauses come to some 20 seconds, but each try takes as long as a lock or an answer is
 * waited for, so that all of it may outlast his lease. To try is safe even then, since
 * each time he looks first what is recorded by now.
 */
final class Trouble {

	private static final Duration FIRST_DELAY = Duration.ofMillis(500);

	private static final Duration MAX_DELAY = Duration.ofSeconds(3);

	private static final long MAX_RETRIES = 8;

	private static final RetryBackoffSpec RETRY = Retry.backoff(MAX_RETRIES, FIRST_DELAY)
		.maxBackoff(MAX_DELAY)
		.filter(Trouble::isPassing)
		.onRetryExhaustedThrow((spec, signal) -> signal.failure());

	private Trouble() {
	}

	/** As the work, which is done again where the trouble may pass. */
	static <T> Mono<T> retrying(Mono<T> work) {
		return Retries.of(work, RETRY);
	}

	private static boolean isPassing(Throwable error) {
		return switch (error) {
			case Problem problem -> problem.status().is5xxServerError();
			case R2dbcException _, TransientDataAccessException _, NonTransientDataAccessResourceException _ -> true;
			default -> false;
		};
	}

}
