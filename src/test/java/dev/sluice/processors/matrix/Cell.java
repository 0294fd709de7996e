package dev.sluice.processors.matrix;

import java.util.List;

/**
 * What came of a charge, a capture and a refund under a fault.
 *
 * @param steps of which each was asked for of a payment of its own
 * @param again what had failed, and was asked for again after that
 */
record Cell(String vendor, Fault fault, List<Step> steps, List<Step> again) {

	/** As the table has it. */
	String words() {
		String words = joined(this.steps);
		return this.again.isEmpty() ? words : words + "; asked again: " + joined(this.again);
	}

	/** What is to be said of several that follow one another is said once. */
	private static String joined(List<Step> steps) {
		StringBuilder words = new StringBuilder();
		for (int i = 0; i < steps.size(); i++) {
			Step step = steps.get(i);
			String next = (i + 1 < steps.size()) ? steps.get(i + 1).remark() : null;
			words.append(step.done());
			words.append(step.remark().equals(next) ? ", " : step.remark() + ((next != null) ? "; " : ""));
		}
		return words.toString();
	}

	@Override
	public String toString() {
		return this.vendor + ", " + this.fault.title();
	}

	/**
	 * An operation.
	 *
	 * @param verb what it does to a payment
	 * @param times how often it was done, by the processor's book
	 * @param ending what is known of it here
	 * @param reason why it failed, or a person has to look; empty otherwise
	 */
	record Step(String payment, String verb, long times, Ending ending, String reason) {

		/** What was done there. */
		String done() {
			return switch (Math.toIntExact(this.times)) {
				case 0 -> "not " + this.verb;
				case 1 -> this.verb + " once";
				default -> this.verb + " " + this.times + " times";
			};
		}

		/** What is to be said of how it ended here; empty where it went well. */
		String remark() {
			return switch (this.ending) {
				case SUCCEEDED -> "";
				case FAILED -> " (failed: `" + this.reason + "`)";
				case DOUBTFUL -> " (a person has to look: `" + this.reason + "`)";
			};
		}

		/** Done once and known, not done and known, or left to a person who knows. */
		boolean isSound() {
			return switch (this.ending) {
				case SUCCEEDED -> this.times == 1;
				case FAILED -> this.times == 0;
				case DOUBTFUL -> this.times <= 1;
			};
		}

	}

	/** How an operation has ended here. */
	enum Ending {

		SUCCEEDED, FAILED,
		/** It is pending, and a person is told that nobody else finds out. */
		DOUBTFUL

	}

}
