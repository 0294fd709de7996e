package dev.sluice.emulators.faults;

import dev.sluice.simulator.faults.Chance;
import dev.sluice.simulator.faults.Latency;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is remembered of those who ask, who need no key for it. */
class EmulatorPlansTests {

	private final EmulatorPlans plans = new EmulatorPlans();

	@Test
	void remembersNobodyWhereThereAreNoFaults() {
		Chance first = this.plans.attempt("stripe", "key");

		assertThat(this.plans.attempt("stripe", "key")).isEqualTo(first);
	}

	@Test
	void remembersALongTextAsAShortOne() {
		this.plans.replace("stripe", revoked());

		assertThat(this.plans.attempt("stripe", "x".repeat(20_000)).subject()).hasSizeLessThan(100);
	}

	@Test
	void countsTheAttemptsAtEachThing() {
		this.plans.replace("stripe", revoked());
		String common = "x".repeat(20_000);

		assertThat(this.plans.attempt("stripe", common + "1").attempt()).isEqualTo(1);
		assertThat(this.plans.attempt("stripe", common + "1").attempt()).isEqualTo(2);
		assertThat(this.plans.attempt("stripe", common + "2").attempt()).isEqualTo(1);
	}

	private static EmulatorFaults revoked() {
		return new EmulatorFaults(0, Latency.NONE, 0, 0, 0, 0, 0, 0, true, false, 0, 0, 1000, 0, 0, false);
	}

}
