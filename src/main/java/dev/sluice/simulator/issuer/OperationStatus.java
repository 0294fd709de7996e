package dev.sluice.simulator.issuer;

import java.util.Arrays;
import java.util.Locale;

/** How an operation stands. */
public enum OperationStatus {

	APPROVED, DECLINED, ACTION_REQUIRED, PENDING;

	/** The status that is written so in the book. */
	public static OperationStatus of(String text) {
		return Arrays.stream(values()).filter((status) -> status.text().equals(text)).findAny().orElseThrow();
	}

	/** Whether nothing more will come of it. */
	public boolean isFinal() {
		return this == APPROVED || this == DECLINED;
	}

	/** As it is written in answers and in the book. */
	public String text() {
		return name().toLowerCase(Locale.ROOT);
	}

}
