package dev.sluice.simulator.issuer;

import java.util.Arrays;
import java.util.Locale;

/** How an operation stands. */
public enum OperationStatus {

	APPROVED, DECLINED, ACTION_REQUIRED, PENDING;

	public static OperationStatus of(String text) {
		return Arrays.stream(values()).filter((status) -> status.text().equals(text)).findAny().orElseThrow();
	}

	/** Whether nothing more will come of it. */
	public boolean isFinal() {
		return this == APPROVED || this == DECLINED;
	}

	public String text() {
		return name().toLowerCase(Locale.ROOT);
	}

}
