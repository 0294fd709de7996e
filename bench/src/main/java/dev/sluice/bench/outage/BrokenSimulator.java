package dev.sluice.bench.outage;

import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Simulator;
import dev.sluice.bench.programs.Application;

/** A simulator that does what it is asked and answers 500 until it is mended. */
final class BrokenSimulator {

	private static final String FAULTS = "/v1/faults";

	private static final String ANSWERS_500 = "{\"error_after_rate\": 1.0}";

	private final Simulator simulator;

	BrokenSimulator(Installation installation) throws Exception {
		this.simulator = new Simulator(installation);
	}

	Application application() {
		return this.simulator.application();
	}

	/** Where gateways find it. */
	String url() {
		return this.simulator.url();
	}

	void breakDown() throws Exception {
		String _ = this.simulator.ask("PUT", FAULTS, ANSWERS_500);
	}

	void mend() throws Exception {
		String _ = this.simulator.ask("DELETE", FAULTS, "");
	}

}
