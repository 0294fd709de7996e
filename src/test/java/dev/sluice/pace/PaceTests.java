package dev.sluice.pace;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How much another system is asked at once. */
class PaceTests {

	private static final int MOST = 16;

	private long now;

	private final Pace pace = new Pace(MOST, Duration.ofSeconds(1), Duration.ofSeconds(10), () -> this.now);

	@Test
	void growsWithEachAnswerUpToThePlacesThereAre() {
		int first = this.pace.allowed();
		this.pace.answered();

		assertThat(first).isPositive().isLessThan(MOST);
		assertThat(this.pace.allowed()).isEqualTo(first + 1);
		answer(2 * MOST);
		assertThat(this.pace.allowed()).isEqualTo(MOST);
	}

	@Test
	void isHalvedWhereAnOperationIsNotKnownAndGoesOn() {
		answer(MOST);

		this.pace.failed(this.now);

		assertThat(this.pace.allowed()).isEqualTo(MOST / 2);
	}

	@Test
	void restsForAsLongAsItIsAskedWhateverIsAnsweredMeanwhile() {
		this.pace.rest(Duration.ofSeconds(5));
		this.pace.answered();

		assertThat(this.pace.allowed()).isZero();
		assertThat(this.pace.pause()).isEqualTo(Duration.ofSeconds(5));

		this.now += Duration.ofSeconds(5).toNanos();
		assertThat(this.pace.allowed()).isPositive();
	}

	@Test
	void pausesWhereNothingIsKnownAgainAndAgain() {
		answer(MOST);

		fail(4, this.now);

		assertThat(this.pace.allowed()).isZero();
		pass(Duration.ofMillis(1500));
		assertThat(this.pace.allowed()).isEqualTo(1);
	}

	@Test
	void growsSlowlyAgainWhereTheProcessorIsBack() {
		fail(4, this.now);
		pass(Duration.ofMillis(1500));

		this.pace.answered();

		assertThat(this.pace.allowed()).isEqualTo(2);
	}

	@Test
	void isNotPausedForLongerByWhatWasUnderWayTogether() {
		long asked = this.now;
		pass(Duration.ofSeconds(30));

		fail(MOST, asked);
		pass(Duration.ofMillis(1500));

		assertThat(this.pace.allowed()).isEqualTo(1);
	}

	@Test
	void pausesForLongerWhileItStaysAwayButNotWithoutEnd() {
		fail(4, this.now);
		for (int i = 0; i < 20; i++) {
			pass(Duration.ofSeconds(15));
			assertThat(this.pace.allowed()).isEqualTo(1);
			fail(1, this.now);
		}

		pass(Duration.ofSeconds(4));
		assertThat(this.pace.allowed()).isZero();
		pass(Duration.ofSeconds(11));
		assertThat(this.pace.allowed()).isEqualTo(1);
	}

	private void answer(int times) {
		for (int i = 0; i < times; i++) {
			this.pace.answered();
		}
	}

	private void fail(int times, long asked) {
		for (int i = 0; i < times; i++) {
			this.pace.failed(asked);
		}
	}

	private void pass(Duration time) {
		this.now += time.toNanos();
	}

}
