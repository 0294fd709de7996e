package dev.sluice.journal.pressure;

import java.time.Duration;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/** An instance that has no room asks to be left alone, for a while, and not at once. */
class PressureTests {

	private static final PressureSettings SETTINGS = new PressureSettings(90, 50, Duration.ofSeconds(5),
			Duration.ofSeconds(15));

	private long seconds = 1;

	private double chance = 0;

	private final Pressure pressure = new Pressure(SETTINGS, () -> Duration.ofSeconds(this.seconds).toNanos(),
			() -> this.chance);

	@Test
	void isReadyWhileThereIsRoom() {
		look(0.89, 10);

		assertThat(status()).isEqualTo(Status.UP);
	}

	@Test
	void asksToBeLeftAloneOnceItHasBeenFullForAWhile() {
		look(1, 4);
		assertThat(status()).isEqualTo(Status.UP);

		look(1, 2);

		assertThat(status()).isEqualTo(Status.DOWN);
	}

	@Test
	void forgetsThatItWasFullOnceItIsNot() {
		look(1, 4);
		look(0.8, 1);
		look(1, 4);

		assertThat(status()).isEqualTo(Status.UP);
	}

	@Test
	void isReadyAgainOnceThereIsMuchRoom() {
		look(1, 6);
		look(0.6, 1);
		assertThat(status()).isEqualTo(Status.DOWN);

		look(0.4, 1);

		assertThat(status()).isEqualTo(Status.UP);
	}

	/** Else nobody would be left where the database is what is slow. */
	@Test
	void comesBackAfterItsRestHoweverFullItIsAndLeavesAtATimeOfItsOwn() {
		look(1, 6);
		assertThat(status()).isEqualTo(Status.DOWN);

		this.chance = 1;
		look(1, 15);
		assertThat(status()).isEqualTo(Status.UP);

		look(1, 50);
		assertThat(status()).isEqualTo(Status.UP);
		look(1, 2);
		assertThat(status()).isEqualTo(Status.DOWN);
	}

	/** Looks once a second. */
	private void look(double part, int times) {
		for (int i = 0; i < times; i++) {
			this.pressure.look(part);
			this.seconds++;
		}
	}

	private Status status() {
		return Objects.requireNonNull(
				new JournalHealthIndicator(this.pressure).health().map((health) -> health.getStatus()).block());
	}

}
