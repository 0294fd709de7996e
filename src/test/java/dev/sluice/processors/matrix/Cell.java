package dev.sluice.processors.matrix;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of what payments were asked for under a fault.
 *
 * @param steps of which each was asked for of a payment of its own
 * @param again what had failed, and was asked for again after that
 */
record Cell(String vendor, Fault fault, List<Step> steps, List<Step> again) {

	private static final String EVERYTHING = Stream.of(Deed.values()).map(Deed::verb).collect(Collectors.joining(", "));

	/** As the table has it. */
	String words() {
		String words = joined(this.steps);
		return this.again.isEmpty() ? words : words + "; asked again: " + joined(this.again);
	}

	/** What is to be said of several is said once. */
	private static String joined(List<Step> steps) {
		Map<String, String> verbs = steps.stream()
			.collect(Collectors.groupingBy(Step::remark, LinkedHashMap::new,
					Collectors.mapping((step) -> step.deed().verb(), Collectors.joining(", "))));
		return verbs.entrySet()
			.stream()
			.map((entry) -> (entry.getValue() + " " + entry.getKey()).replace(EVERYTHING + " never", "nothing")
				.replace(EVERYTHING, "everything"))
			.collect(Collectors.joining("; "));
	}

	@Override
	public String toString() {
		return this.vendor + ", " + this.fault.title();
	}

	/**
	 * An operation.
	 *
	 * @param times how often it was done, by the processor's book
	 * @param ending what is known of it here
	 * @param reason why it failed, or a person has to look; empty otherwise
	 */
	record Step(String payment, Deed deed, long times, Ending ending, String reason) {

		/** How often it was done there, and how it ended here. */
		String remark() {
			return often() + switch (this.ending) {
				case SUCCEEDED -> "";
				case FAILED -> " (failed: `" + this.reason + "`)";
				case DOUBTFUL -> " (a person has to look: `" + this.reason + "`)";
			};
		}

		private String often() {
			return switch (Math.toIntExact(this.times)) {
				case 0 -> "never";
				case 1 -> "once";
				default -> this.times + " times";
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
