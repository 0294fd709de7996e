package dev.sluice.processors.calls;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sluice.payments.port.BookUnreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class BookCallsTests {

	private final AtomicInteger calls = new AtomicInteger();

	@ParameterizedTest
	@ValueSource(strings = { "http_429", "http_500", "http_503" })
	void asksAgainWhereThatMayHelp(String reason) {
		StepVerifier.create(BookCalls.patient(failing(reason, 1))).expectNext(2).verifyComplete();
	}

	@Test
	void saysWhyItWasGivenUp() {
		VirtualTimeScheduler time = VirtualTimeScheduler.create();

		StepVerifier.create(BookCalls.patient(failing("http_503", 100), BookCalls.PATIENCE.scheduler(time)))
			.then(() -> time.advanceTimeBy(Duration.ofMinutes(1)))
			.verifyErrorSatisfies((error) -> assertThat(((BookUnreadable) error).reason()).isEqualTo("http_503"));
		assertThat(this.calls).hasValue(5);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http_400", "http_404", "unreadable_answer" })
	void asksOnceWhereNothingWouldChange(String reason) {
		StepVerifier.create(BookCalls.patient(failing(reason, 100)))
			.verifyErrorSatisfies((error) -> assertThat(((BookUnreadable) error).reason()).isEqualTo(reason));
		assertThat(this.calls).hasValue(1);
	}

	/** However many pages there are, those that nobody wants are not asked for. */
	@Test
	void readsNoMorePagesThanAreWanted() {
		Flux<Integer> pages = BookCalls.pages(page(0), (last) -> page(last.getLast() + 1), (page) -> page);

		StepVerifier.create(pages, 3).expectNext(0, 1, 2).thenCancel().verify();

		assertThat(this.calls.get()).isLessThanOrEqualTo(3);
	}

	private Mono<List<Integer>> page(int first) {
		return Mono.fromSupplier(() -> {
			var _ = this.calls.incrementAndGet();
			return List.of(first, first + 1);
		});
	}

	private Mono<Integer> failing(String reason, int times) {
		return Mono.fromSupplier(() -> {
			if (this.calls.incrementAndGet() <= times) {
				throw new TransportFailure(reason);
			}
			return this.calls.get();
		});
	}

}
