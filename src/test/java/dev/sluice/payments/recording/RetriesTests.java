package dev.sluice.payments.recording;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

import static org.assertj.core.api.Assertions.assertThat;

/** Attempts, as they would be with Reactor's own retries from the start. */
class RetriesTests {

	private static final RetryBackoffSpec TWICE = Retry.backoff(2, Duration.ofMillis(1))
		.filter(IllegalStateException.class::isInstance);

	private final AtomicInteger attempts = new AtomicInteger();

	@Test
	void takesWhatComesOfTheFirstAttempt() {
		StepVerifier.create(Retries.of(failing(0), TWICE)).expectNext(1).verifyComplete();
	}

	@Test
	void triesAsOftenAsItIsTold() {
		StepVerifier.create(Retries.of(failing(2), TWICE)).expectNext(3).verifyComplete();
	}

	@Test
	void givesUpAfterThat() {
		StepVerifier.create(Retries.of(failing(3), TWICE))
			.verifyErrorMatches(
					(error) -> Exceptions.isRetryExhausted(error) && error.getCause() instanceof IllegalStateException);

		assertThat(this.attempts).hasValue(3);
	}

	@Test
	void letsOtherErrorsThrough() {
		Mono<Integer> work = Mono.error(new IllegalArgumentException("as asked"));

		StepVerifier.create(Retries.of(work, TWICE)).verifyErrorMessage("as asked");
	}

	@Test
	void startsAnewForEachWhoAsks() {
		Mono<Integer> work = Retries.of(failing(1), TWICE);

		StepVerifier.create(work).expectNext(2).verifyComplete();
		StepVerifier.create(work).expectNext(3).verifyComplete();
	}

	@Test
	void pausesBeforeTheSecondAttempt() {
		VirtualTimeScheduler time = VirtualTimeScheduler.create();
		RetryBackoffSpec patient = Retry.backoff(1, Duration.ofMinutes(1)).jitter(0).scheduler(time);

		StepVerifier.create(Retries.of(failing(1), patient))
			.then(() -> time.advanceTimeBy(Duration.ofSeconds(59)))
			.then(() -> assertThat(this.attempts).hasValue(1))
			.then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
			.expectNext(2)
			.verifyComplete();
	}

	/** What tells which attempt it is, once so many have failed. */
	private Mono<Integer> failing(int times) {
		return Mono.fromCallable(() -> {
			int attempt = this.attempts.incrementAndGet();
			if (attempt <= times) {
				throw new IllegalStateException("attempt " + attempt);
			}
			return attempt;
		});
	}

}
