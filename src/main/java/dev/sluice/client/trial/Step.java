package dev.sluice.client.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.sluice.values.CleanText;
import dev.sluice.values.Rfc3339;
import tools.jackson.databind.JsonNode;

/**
 * An operation of a payment, as the gateway shows it.
 *
 * @param processor who was asked for it
 * @param reason why it was declined or failed
 * @param reference what the processor calls it
 * @param attention why a person has to find out what came of it
 * @param attempts who did nothing about it
 * @param took until its outcome was written down; empty while there is none
 */
record Step(String id, String kind, long amount, String status, String processor, String reason, String reference,
		String attention, List<Attempt> attempts, Optional<Duration> took) {

	private static final int SHOWN = 200;

	/** Reads one. */
	static Step read(JsonNode operation) {
		return new Step(text(operation, "id"), text(operation, "kind"), operation.path("amount").asLong(0),
				text(operation, "status"), text(operation, "processor"), text(operation, "reason"),
				text(operation, "processor_reference"), text(operation.path("attention"), "reason"),
				operation.path("attempts")
					.valueStream()
					.map((each) -> new Attempt(text(each, "processor"), text(each, "reason")))
					.toList(),
				time(operation, "created_at").flatMap((created) -> time(operation, "completed_at")
					.map((completed) -> Duration.between(created, completed))));
	}

	private static String text(JsonNode json, String field) {
		return CleanText.of(json.path(field).asString(""), SHOWN);
	}

	private static Optional<Instant> time(JsonNode json, String field) {
		return Rfc3339.read(json.path(field).asString(""));
	}

	/** Whether its outcome is not known. */
	boolean isPending() {
		return this.status.equals("pending");
	}

	/** Whether it has come about. */
	boolean isGood() {
		return this.status.equals("succeeded");
	}

	/** Whether it has an outcome, or is left to a person to find out. */
	boolean isOver() {
		return !isPending() || !this.attention.isEmpty();
	}

	/**
	 * Who did nothing, and why.
	 *
	 * @param processor who
	 * @param reason why
	 */
	record Attempt(String processor, String reason) {
	}

}
