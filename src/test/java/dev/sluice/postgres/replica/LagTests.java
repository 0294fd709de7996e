package dev.sluice.postgres.replica;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a replica is too far behind. */
class LagTests {

	private final Lag lag = new Lag(Duration.ofNanos(10));

	@Test
	void isNotTooLargeBeforeItCouldBe() {
		this.lag.wrote(100, 0);

		assertThat(this.lag.isTooLarge(0, 9)).isFalse();
		assertThat(this.lag.isTooLarge(0, 10)).isTrue();
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
			assertThat(this.lag.isTooLarge(time - 10, time)).as("at " + time).isFalse();
			assertThat(this.lag.isTooLarge(time - 11, time)).as("at " + time).isEqualTo(time >= 10);
		}
	}

}
