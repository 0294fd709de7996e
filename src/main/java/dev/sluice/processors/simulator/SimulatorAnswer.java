package dev.sluice.processors.simulator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.sluice.payments.lifecycle.OperationId;
import dev.sluice.payments.lifecycle.Outcome;
import org.jspecify.annotations.Nullable;

/** What the simulator answers, and what its callbacks say. */
@JsonIgnoreProperties(ignoreUnknown = true)
record SimulatorAnswer(@Nullable String operation, @Nullable String payment, @Nullable String status,
		@Nullable String code, @Nullable String message, @Nullable String url) {

	/** What it says of an operation: nothing, where it speaks of another one. */
	Outcome about(OperationId asked) {
		boolean other = this.operation != null && !this.operation.equals(asked.toString());
		return other ? new Outcome.Unknown("unexpected_answer") : toOutcome();
	}

	Outcome toOutcome() {
		return switch ((this.status != null) ? this.status : "") {
			case "approved" -> new Outcome.Approved();
			case "declined" -> new Outcome.Declined((this.code != null) ? this.code : "generic_decline",
					(this.message != null) ? this.message : "The card was declined.");
			case "action_required" ->
				(this.url != null) ? new Outcome.ActionRequired(this.url) : new Outcome.Unknown("unexpected_answer");
			case "pending" -> new Outcome.Pending();
			default -> new Outcome.Unknown("unexpected_answer");
		};
	}

}
