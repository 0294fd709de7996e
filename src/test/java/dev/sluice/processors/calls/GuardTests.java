package dev.sluice.processors.calls;

import java.net.ConnectException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.sluice.payments.words.Outcome;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;

import static org.assertj.core.api.Assertions.assertThat;

/** What is let through to a processor, and what is not. */
class GuardTests {

	private static final String DONE = "done";

	private static final String OPEN = "circuit_open";

	private static final String FULL = Outcome.NotProcessed.OVERLOADED;

	private static final String UNREACHABLE = "processor_unreachable";

	private final Guard guard = new Guard("test", Limits.of(2, 1, 2));

	@Test
	void givesUpTheLineThatFailsAndNoOther() {
		giveUp("one");

		assertThat(call("one")).isEqualTo(OPEN);
		assertThat(call("two")).isEqualTo(DONE);
		assertThat(reason(this.guard.within(Mono.just(DONE)))).isEqualTo(DONE);
	}

	@Test
	void givesUpOneThatHasNoLines() {
		giveUpTheOnly();

		assertThat(reason(this.guard.within(Mono.just(DONE)))).isEqualTo(OPEN);
	}

	@Test
	void namesABreakerAfterTheProcessorAndTheLine() {
		giveUp("live");
		giveUpTheOnly();

		assertThat(message(this.guard.within("live", Mono.just(DONE)))).contains("'test-live'");
		assertThat(message(this.guard.within(Mono.just(DONE)))).contains("'test'");
	}

	@Test
	void judgesACallByTheLineAsItIsWhenItIsMade() {
		Mono<String> later = this.guard.within("one", Mono.just(DONE));
		giveUp("one");

		assertThat(reason(later)).isEqualTo(OPEN);
	}

	@Test
	void keepsNoMoreLinesThanItMay() {
		for (int i = 0; i < 3 * Guard.MAX_LINES; i++) {
			assertThat(call("line-" + i)).isEqualTo(DONE);
		}

		assertThat(this.guard.lines()).isPositive().isLessThanOrEqualTo(Guard.MAX_LINES);
	}

	@Test
	void keepsTheLineThatIsUsedWhileOthersPassBy() {
		giveUp("busy");
		for (int i = 0; i < 3 * Guard.MAX_LINES; i++) {
			assertThat(call("line-" + i)).isEqualTo(DONE);
			assertThat(call("busy")).isEqualTo(OPEN);
		}
	}

	@Test
	void makesALineOnceForAllWhoComeAtOnce() throws InterruptedException {
		int callers = 8;
		Guard judge = new Guard("test", Limits.of(callers, 1, callers));
		CountDownLatch done = new CountDownLatch(callers);
		try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
			for (int i = 0; i < callers; i++) {
				threads.execute(() -> {
					var _ = judge.within("one", failure()).onErrorComplete().block();
					done.countDown();
				});
			}
			done.await();
		}

		assertThat(judge.lines()).isEqualTo(1);
		assertThat(reason(judge.within("one", Mono.just(DONE)))).isEqualTo(OPEN);
	}

	@Test
	void refusesWhatItHasNoRoomForAndCountsItAgainstNobody() {
		Disposable.Composite underWay = Disposables.composite();
		for (String line : new String[] { "one", "two", "two" }) {
			underWay.add(this.guard.within(line, Mono.never()).subscribe());
		}

		for (int i = 0; i < 5; i++) {
			assertThat(call("one")).isEqualTo(FULL);
			assertThat(call("three")).isEqualTo(FULL);
		}
		assertThat(this.guard.lines()).isEqualTo(2);
		underWay.dispose();

		assertThat(call("one")).isEqualTo(DONE);
		assertThat(call("two")).isEqualTo(DONE);
		assertThat(call("three")).isEqualTo(DONE);
	}

	/** A host that answers slowly leaves room for the others. */
	@Test
	void leavesHalfOfTheRoomToOtherLines() {
		Disposable.Composite underWay = Disposables.composite();
		underWay.add(this.guard.within("slow", Mono.never()).subscribe());
		underWay.add(this.guard.within("slow", Mono.never()).subscribe());

		assertThat(call("slow")).isEqualTo(FULL);
		assertThat(call("other")).isEqualTo(DONE);
		underWay.dispose();

		assertThat(call("slow")).isEqualTo(DONE);
	}

	@Test
	void doesNotCountThatThereIsNoConnectionLeft() {
		for (int i = 0; i < 5; i++) {
			Mono<String> crowded = Mono.error(() -> new PoolAcquirePendingLimitException(1));
			assertThat(reason(this.guard.within("one", crowded))).isEqualTo(FULL);
		}

		assertThat(call("one")).isEqualTo(DONE);
	}

	private String call(String line) {
		return reason(this.guard.within(line, Mono.just(DONE)));
	}

	private void giveUp(String line) {
		assertThat(reason(this.guard.within(line, failure()))).isEqualTo(UNREACHABLE);
		assertThat(reason(this.guard.within(line, failure()))).isEqualTo(UNREACHABLE);
	}

	private void giveUpTheOnly() {
		assertThat(reason(this.guard.within(failure()))).isEqualTo(UNREACHABLE);
		assertThat(reason(this.guard.within(failure()))).isEqualTo(UNREACHABLE);
	}

	private static Mono<String> failure() {
		return Mono.error(ConnectException::new);
	}

	/** What came, or why nothing did. */
	private static String reason(Mono<String> call) {
		return String.valueOf(call
			.onErrorResume((error) -> Mono.just(
					(TransportFailure.outcome(error) instanceof Outcome.NotProcessed refused) ? refused.reason() : ""))
			.block());
	}

	private static String message(Mono<String> call) {
		return String.valueOf(
				call.map((came) -> "").onErrorResume((error) -> Mono.just(String.valueOf(error.getMessage()))).block());
	}

}
