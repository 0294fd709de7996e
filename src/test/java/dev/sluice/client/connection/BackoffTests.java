package dev.sluice.client.connection;

import java.time.Duration;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTests {

	private final Backoff backoff = new Backoff(Limits.USUAL);

	@RepeatedTest(20)
	void waitsTwiceAsLongEachTimeUpToALimit() {
		for (long most : new long[] { 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000 }) {
			assertThat(this.backoff.pause(Duration.ZERO)).isBetween(Duration.ofMillis(most / 2),
					Duration.ofMillis(most));
		}
		assertThat(this.backoff.failures()).isEqualTo(7);
	}

	@Test
	void beginsAnewWhenItHasWorked() {
		for (int i = 0; i < 5; i++) {
			var _ = this.backoff.pause(Duration.ZERO);
		}

		this.backoff.worked();

		assertThat(this.backoff.failures()).isZero();
		assertThat(this.backoff.pause(Duration.ZERO)).isLessThanOrEqualTo(Duration.ofMillis(500));
	}

	@Test
	void beginsWithWhatTheOtherSideSays() {
		this.backoff.worked(Duration.ofSeconds(2));

		assertThat(this.backoff.pause(Duration.ZERO)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
	}

	@Test
	void leavesTheOtherSideAloneForAsLongAsItWishesWithinReason() {
		assertThat(this.backoff.pause(Duration.ofMinutes(2))).isBetween(Duration.ofMinutes(2),
				Duration.ofMinutes(2).plusSeconds(1));
		assertThat(this.backoff.pause(Duration.ofDays(2))).isBetween(Duration.ofHours(1),
				Duration.ofHours(1).plusSeconds(1));
	}

	@Test
	void doesNotWaitTheSameTimeAgain() {
		assertThat(new Backoff(Limits.USUAL).pause(Duration.ZERO)).isNotEqualTo(this.backoff.pause(Duration.ZERO));
	}

}
