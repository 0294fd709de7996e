package dev.sluice.emulators.faults;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.sluice.simulator.faults.Attempts;
import dev.sluice.simulator.faults.Chance;

/** The faults in force of each emulator, in the memory of this process alone. */
public class EmulatorPlans {

	private static final int TRACKED = 100_000;

	private final Map<String, Plan> plans = new ConcurrentHashMap<>();

	/** The faults in force. */
	public EmulatorFaults faults(String emulator) {
		return plan(emulator).faults;
	}

	/** Puts other faults in force and counts attempts anew. */
	void replace(String emulator, EmulatorFaults faults) {
		Plan plan = plan(emulator);
		plan.faults = faults;
		plan.attempts.clear();
	}

	/**
	 * The chance of a new attempt at something. What it is may be as long as somebody
	 * likes, and who that is may not be known yet: it is remembered by a short name, and
	 * only while there are faults.
	 */
	Chance attempt(String emulator, String subject) {
		Plan plan = plan(emulator);
		EmulatorFaults faults = plan.faults;
		String name = UUID.nameUUIDFromBytes(subject.getBytes(StandardCharsets.UTF_8)).toString();
		long attempt = faults.equals(EmulatorFaults.NONE) ? 1 : plan.attempts.next(name);
		return new Chance(faults.seed(), name, attempt);
	}

	private Plan plan(String emulator) {
		return this.plans.computeIfAbsent(emulator, (name) -> new Plan());
	}

	/** The faults of one emulator, and what they have been tried on. */
	private static final class Plan {

		private final Attempts attempts = new Attempts(TRACKED);

		private volatile EmulatorFaults faults = EmulatorFaults.NONE;

	}

}
