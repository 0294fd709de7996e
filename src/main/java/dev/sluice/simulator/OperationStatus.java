package dev.sluice.simulator;

import java.util.Arrays;
import java.util.Locale;

/** How an operation stands. */
enum OperationStatus {

	APPROVED, DECLINED, ACTION_REQUIRED, PENDING;

	static OperationStatus of(String text) {
		return Arrays.stream(values()).filter((status) -> status.text().equals(text)).findAny().orElseThrow();
	}

	/** Whether nothing more will come of it. */
	boolean isFinal() {
		return this == APPROVED || this == DECLINED;
	}

	String text() {
		return name().toLowerCase(Locale.ROOT);
	}

}
