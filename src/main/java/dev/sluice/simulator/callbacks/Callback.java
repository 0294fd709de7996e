package dev.sluice.simulator.callbacks;

import dev.sluice.simulator.issuer.RecordedOperation;
import dev.sluice.simulator.issuer.Verdict;
import org.jspecify.annotations.Nullable;

/** What is told to the caller when an operation has ended. */
record Callback(String operation, String payment, String status, @Nullable String code, @Nullable String message) {

	static Callback of(RecordedOperation operation) {
		Verdict verdict = operation.verdict();
		return new Callback(operation.operation(), operation.payment(), verdict.status().text(), verdict.code(),
				verdict.message());
	}

	/** The message's id: the same however often it is sent. */
	String id() {
		return "msg_" + this.operation;
	}

}
