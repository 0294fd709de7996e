package dev.sluice.simulator.faults;

/** The faults that are in force in this process, in memory alone. */
public class FaultPlan {

	private final Attempts attempts;

	private volatile Faults faults = Faults.NONE;

	FaultPlan(FaultSettings settings) {
		this.attempts = new Attempts(settings.maxTrackedOperations());
	}

	/** The faults in force. */
	public Faults faults() {
		return this.faults;
	}

	/** Puts other faults in force and counts attempts anew. */
	void replace(Faults replacement) {
		this.faults = replacement;
		this.attempts.clear();
	}

	/** The chance of a new attempt. */
	Chance attempt(String subject) {
		return new Chance(this.faults.seed(), subject, this.attempts.next(subject));
	}

}
