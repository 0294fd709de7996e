package dev.sluice.postgres.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** The database's time, carried on by an instance whose clock is wrong. */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseClockTests {

	private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

	private final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE - 1_000_000);

	private Instant machine = NOON.plus(Duration.ofHours(50));

	private final DatabaseClock clock = new DatabaseClock(new OwnTime(() -> this.machine, this.ticks::get));

	@Test
	void isTheMachinesUntilItWasRead() {
		assertThat(this.clock.instant()).isEqualTo(this.machine);
	}

	@Test
	void goesOnWhateverIsDoneToTheMachinesClock() {
		Duration ahead = this.clock.set(NOON, this.ticks.get());
		this.ticks.addAndGet(Duration.ofSeconds(7).toNanos());
		this.machine = NOON.minus(Duration.ofDays(400));

		assertThat(ahead).isEqualTo(Duration.ofHours(50));
		assertThat(this.clock.instant()).isEqualTo(NOON.plusSeconds(7));
	}

	/** When within the time of a reading it was taken nobody knows. */
	@Test
	void standsByWhatAReadingDoesNotContradict() {
		Duration ignored = this.clock.set(NOON, this.ticks.get());
		long asked = this.ticks.getAndAdd(Duration.ofSeconds(2).toNanos());

		assertThat(this.clock.set(NOON.plusMillis(1), asked)).isPositive();
		assertThat(this.clock.instant()).isEqualTo(NOON.plusSeconds(2));
		assertThat(ignored).isPositive();
	}

	@Test
	void followsADatabaseThatIsAnotherOneNow() {
		Duration before = this.clock.set(NOON, this.ticks.get());
		long asked = this.ticks.getAndAdd(Duration.ofMillis(10).toNanos());
		Duration after = this.clock.set(NOON.plusSeconds(60), asked);

		assertThat(this.clock.instant()).isEqualTo(NOON.plusSeconds(60));
		assertThat(before.minus(after)).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(61));
	}

	@Test
	void tellsOnceThatTheClocksDiffer(CapturedOutput output) {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		ClockDifference difference = new ClockDifference(
				new ClockSettings(Duration.ofSeconds(10), Duration.ofSeconds(5)), meters);

		difference.found(Duration.ofSeconds(5));
		assertThat(difference.isTooLarge()).isFalse();
		difference.found(Duration.ofSeconds(-6));
		difference.found(Duration.ofSeconds(-7));
		assertThat(difference.isTooLarge()).isTrue();
		assertThat(meters.get("sluice.clock.difference").gauge().value()).isEqualTo(-7);
		difference.found(Duration.ZERO);

		assertThat(difference.isTooLarge()).isFalse();
		assertThat(output.getOut()).containsOnlyOnce("6 s behind the database's")
			.doesNotContain("7 s behind")
			.containsOnlyOnce("agrees with the database's again");
	}

}
