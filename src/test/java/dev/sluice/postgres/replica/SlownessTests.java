package dev.sluice.postgres.replica;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a replica is too slow for pages, in nanoseconds. */
class SlownessTests {

	private final Slowness slowness = new Slowness(Duration.ofNanos(10), Duration.ofNanos(100));

	@Test
	void isOfSeveralPagesOneAfterTheOther() {
		for (int time = 0; time < 50; time += 10) {
			assertThat(this.slowness.tookLong(time, time + 10)).isFalse();
			assertThat(this.slowness.wasInTime(time)).isFalse();
		}

		assertThat(this.slowness.tookLong(50, 60)).isFalse();
		assertThat(this.slowness.tookLong(50, 60)).isFalse();
		assertThat(this.slowness.lets(60)).isTrue();
		assertThat(this.slowness.tookLong(50, 60)).isTrue();
		assertThat(this.slowness.lets(61)).isFalse();
		assertThat(this.slowness.isPaused(159)).isTrue();
		assertThat(this.slowness.isPaused(160)).isFalse();
	}

	@Test
	void isNotEndedOrMadeLongerByWhatWasUnderWay() {
		becomeSlow();

		assertThat(this.slowness.wasInTime(5)).isFalse();
		assertThat(this.slowness.tookLong(5, 50)).isFalse();

		assertThat(this.slowness.isPaused(109)).isTrue();
		assertThat(this.slowness.lets(110)).isTrue();
		assertThat(this.slowness.wasInTime(5)).isFalse();
		assertThat(this.slowness.lets(111)).isFalse();
	}

	@Test
	void isTriedByOnePageAtATime() {
		becomeSlow();

		assertThat(this.slowness.lets(109)).isFalse();
		assertThat(this.slowness.lets(110)).isTrue();
		assertThat(this.slowness.lets(119)).isFalse();
		assertThat(this.slowness.tookLong(110, 120)).isFalse();
		assertThat(this.slowness.lets(219)).isFalse();
		assertThat(this.slowness.lets(220)).isTrue();
		assertThat(this.slowness.lets(229)).isFalse();
		assertThat(this.slowness.lets(230)).as("the one before was given up by who asked").isTrue();

		assertThat(this.slowness.wasInTime(230)).isTrue();
		assertThat(this.slowness.lets(231)).isTrue();
		assertThat(this.slowness.lets(231)).isTrue();
	}

	private void becomeSlow() {
		for (int i = 0; i < Slowness.PAGES; i++) {
			assertThat(this.slowness.tookLong(0, 10)).isEqualTo(i == Slowness.PAGES - 1);
		}
	}

}
