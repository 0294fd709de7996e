package dev.sluice.postgres.replica;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a replica is too far behind. */
class LagTests {

	private final Lag lag = new Lag(Duration.ofNanos(10));

	@Test
	void isTooLargeUntilItIsKnownNotToBe() {
		assertThat(this.lag.isTooLarge(100, 0)).isTrue();
		this.lag.wrote(100, 0);

		assertThat(this.lag.isTooLarge(99, 0)).isTrue();
		assertThat(this.lag.isTooLarge(100, 0)).isFalse();
	}

	@Test
	void isTooLargeAfterThePrimaryWasNotSeenForAWhile() {
		this.lag.wrote(100, 0);
		assertThat(this.lag.isTooLarge(100, 10)).isFalse();
		assertThat(this.lag.isTooLarge(100, 11)).isTrue();

		this.lag.wrote(200, 50);
		assertThat(this.lag.isTooLarge(199, 50)).isTrue();
		this.lag.wrote(300, 55);
		assertThat(this.lag.isTooLarge(200, 60)).isFalse();
		assertThat(this.lag.isTooLarge(200, 61)).isTrue();
	}

	@Test
	void isNotTooLargeWhereNothingWasWritten() {
		for (int time = 0; time < 100; time++) {
			this.lag.wrote(100, time);
			assertThat(this.lag.isTooLarge(100, time)).isFalse();
		}
	}

	@Test
	void isHowLongAgoThePrimaryWasWhereTheReplicaIs() {
		for (int time = 0; time < 100; time++) {
			this.lag.wrote(time, time);
			assertThat(this.lag.isTooLarge(Math.max(0, time - 10), time)).as("at " + time).isFalse();
			assertThat(this.lag.isTooLarge(time - 11, time)).as("at " + time).isTrue();
		}
	}

}
