package dev.sluice.emulators.faults;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import dev.sluice.simulator.faults.Latency;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a plan makes of chance. */
class EmulatorFaultsTests {

	private static final Duration WINDOW = Duration.ofSeconds(1);

	private final EmulatorPlans plans = new EmulatorPlans();

	@Test
	void areDecidedAlikeWithTheSameSeed() {
		List<Boolean> decided = decided(42);

		assertThat(decided).contains(true, false);
		assertThat(decided(42)).isEqualTo(decided);
		assertThat(decided(43)).isNotEqualTo(decided);
	}

	/** Each attempt has a chance of its own. */
	private List<Boolean> decided(long seed) {
		this.plans.replace("stripe", faults(seed, 0.5, false, false));
		return IntStream.range(0, 64)
			.mapToObj((i) -> this.plans.faults("stripe").failsBefore(this.plans.attempt("stripe", "key " + i % 8)))
			.toList();
	}

	@Test
	void areAllThereAreInAnOutage() {
		this.plans.replace("stripe", faults(1, 0, true, false));

		assertThat(IntStream.range(0, 64))
			.allMatch((i) -> this.plans.faults("stripe").failsBefore(this.plans.attempt("stripe", "key " + i)));
	}

	@Test
	void letNotificationsOvertakeEachOther() {
		EmulatorFaults shuffled = faults(7, 0, false, true);
		EmulatorFaults inOrder = faults(7, 0, false, false);

		assertThat(IntStream.range(0, 16).mapToObj((i) -> shuffled.fate("evt_" + i, WINDOW).delay()))
			.doesNotHaveDuplicates()
			.allMatch((delay) -> delay.compareTo(WINDOW) <= 0);
		assertThat(IntStream.range(0, 16).mapToObj((i) -> inOrder.fate("evt_" + i, WINDOW).delay()))
			.containsOnly(Duration.ZERO);
	}

	private static EmulatorFaults faults(long seed, double errorBefore, boolean outage, boolean shuffled) {
		return new EmulatorFaults(seed, Latency.NONE, errorBefore, 0, 0, 0, 0, 0, false, outage, 0, 0, 1000, 0, 0,
				shuffled);
	}

}
