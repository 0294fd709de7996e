package dev.sluice.payments.lifecycle;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where a payment stands. */
public enum Status {

	/** The processor has been asked and has not answered yet. */
	PROCESSING,
	/** The customer has to do something. */
	REQUIRES_ACTION,
	/** The amount is reserved and nothing is captured. */
	AUTHORIZED,
	/** A part of what was authorized is captured; the rest still can be. */
	PARTIALLY_CAPTURED,
	/** Captured, and nothing refunded. */
	CAPTURED,
	/** A part of what was captured is refunded. */
	PARTIALLY_REFUNDED,
	/** All that was captured is refunded. */
	REFUNDED,
	/** Released before anything was captured. */
	VOIDED,
	/** The issuer said no. */
	DECLINED,
	/** No processor could be reached, and nothing was charged. */
	FAILED,
	/** The authorization ran out. */
	EXPIRED;

	/** The status that is written so; empty where there is none. */
	public static Optional<Status> find(String name) {
		return Arrays.stream(values()).filter((status) -> status.wireName().equals(name)).findAny();
	}

	/** As it is written in requests, answers and events. */
	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

}
