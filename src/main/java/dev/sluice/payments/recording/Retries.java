package dev.sluice.payments.recording;

import java.util.concurrent.atomic.AtomicBoolean;

import reactor.core.publisher.Mono;
import reactor.util.retry.RetryBackoffSpec;

/**
 * Attempts that are made ready only once the first has failed, as hardly ever one does.
 */
public final class Retries {

	private Retries() {
	}

	/**
	 * Work that is done again as often, and for such errors, as the retries say.
	 * @return as {@link Mono#retryWhen}; a cancel ends the attempt or the pause that is
	 * under way
	 */
	public static <T> Mono<T> of(Mono<T> work, RetryBackoffSpec retries) {
		return work.onErrorResume(retries.errorFilter, (error) -> {
			AtomicBoolean failed = new AtomicBoolean();
			return Mono.defer(() -> failed.getAndSet(true) ? work : Mono.error(error)).retryWhen(retries);
		});
	}

}
