package dev.sluice.journal.pressure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/** An instance that has no room asks to be left alone, for a while, in its turn. */
class PressureTests {

	private final Seconds clock = new Seconds();

	/** Its turn is the first of eight: the first 15 seconds of each two minutes. */
	private final Pressure pressure = new Pressure(settings(8), this.clock, 0);

	@Test
	void isReadyWhileThereIsRoom() {
		look(0.89, 10);

		assertThat(status(this.pressure)).isEqualTo(Status.UP);
	}

	@Test
	void asksToBeLeftAloneOnceItHasBeenFullForAWhile() {
		look(1, 5);
		assertThat(status(this.pressure)).isEqualTo(Status.UP);

		look(1, 1);

		assertThat(status(this.pressure)).isEqualTo(Status.DOWN);
	}

	@Test
	void forgetsThatItWasFullOnceItIsNot() {
		look(1, 4);
		look(0.8, 1);
		look(1, 4);

		assertThat(status(this.pressure)).isEqualTo(Status.UP);
	}

	@Test
	void isReadyAgainOnceThereIsMuchRoom() {
		look(1, 6);
		look(0.6, 1);
		assertThat(status(this.pressure)).isEqualTo(Status.DOWN);

		look(0.4, 1);

		assertThat(status(this.pressure)).isEqualTo(Status.UP);
	}

	/** Else nobody would be left where the database is what is slow. */
	@Test
	void comesBackAfterItsTurnHoweverFullItIs() {
		look(1, 6);
		assertThat(status(this.pressure)).isEqualTo(Status.DOWN);

		look(1, 10);
		assertThat(status(this.pressure)).isEqualTo(Status.UP);

		look(1, 104);
		assertThat(status(this.pressure)).isEqualTo(Status.UP);
		look(1, 1);
		assertThat(status(this.pressure)).isEqualTo(Status.DOWN);
	}

	@Test
	void leavesOneOfThemAtATime() {
		Pressure another = new Pressure(settings(8), this.clock, 0.99);
		for (int i = 0; i < 240; i++) {
			another.look(1);
			look(1, 1);
			assertThat(status(this.pressure).equals(Status.DOWN) && status(another).equals(Status.DOWN)).isFalse();
		}
	}

	@Test
	void staysWhereItIsToldThatItIsTheOnlyOne() {
		Pressure only = new Pressure(settings(0), this.clock, 0);
		for (int i = 0; i < 240; i++) {
			only.look(1);
			this.clock.seconds++;

			assertThat(status(only)).isEqualTo(Status.UP);
		}
	}

	private static PressureSettings settings(int turns) {
		return new PressureSettings(90, 50, Duration.ofSeconds(5), Duration.ofSeconds(15), turns);
	}

	/** Looks once a second. */
	private void look(double part, int times) {
		for (int i = 0; i < times; i++) {
			this.pressure.look(part);
			this.clock.seconds++;
		}
	}

	private static Status status(Pressure pressure) {
		return Objects
			.requireNonNull(new JournalHealthIndicator(pressure).health().map((health) -> health.getStatus()).block());
	}

	/** A clock that is set by hand. */
	private static final class Seconds extends Clock {

		private long seconds;

		@Override
		public Instant instant() {
			return Instant.ofEpochSecond(this.seconds);
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
