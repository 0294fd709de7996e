package dev.sluice.processors.simulator;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

/** What the simulator answers, and what its callbacks say. */
@JsonIgnoreProperties(ignoreUnknown = true)
record SimulatorAnswer(@Nullable String operation, @Nullable String payment, @Nullable String status,
		@Nullable String code, @Nullable String message, @Nullable String url) {

	/**
	 * Whether it says what a callback has to: how which operation of which payment ended.
	 */
	@JsonIgnore
	boolean isWhole() {
		return this.operation != null && this.payment != null && this.status != null;
	}

	/** What it says of an operation: nothing, where it speaks of another one. */
	Outcome about(OperationId asked) {
		boolean other = this.operation != null && !this.operation.equals(asked.toString());
		return other ? new Outcome.Unknown("unexpected_answer") : toOutcome();
	}

	/** The texts may say anything: what they become decides what is kept of them. */
	Outcome toOutcome() {
		return switch ((this.status != null) ? this.status : "") {
			case "approved" -> new Outcome.Approved();
			case "declined" -> new Outcome.Declined(said(this.code), said(this.message));
			case "action_required" -> WebAddress.read(said(this.url))
				.<Outcome>map((address) -> new Outcome.ActionRequired(address))
				.orElseGet(() -> new Outcome.Unknown("unexpected_answer"));
			case "pending" -> new Outcome.Pending();
			default -> new Outcome.Unknown("unexpected_answer");
		};
	}

	private static String said(@Nullable String text) {
		return (text != null) ? text : "";
	}

}
