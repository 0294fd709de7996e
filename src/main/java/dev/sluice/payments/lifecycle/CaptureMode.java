package dev.sluice.payments.lifecycle;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonValue;

/** Whether an approved payment is captured at once or later, by the merchant. */
public enum CaptureMode {

	AUTOMATIC, MANUAL;

	/** The mode that is written so; empty where there is none. */
	public static Optional<CaptureMode> find(String name) {
		return Arrays.stream(values()).filter((mode) -> mode.wireName().equals(name)).findAny();
	}

	/** As it is written in requests, answers and events. */
	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

}
