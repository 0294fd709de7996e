package dev.sluice.payments.words;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a processor is asked for. */
public enum Kind {

	/** Reserve the amount. */
	AUTHORIZE,
	/** Reserve and capture the amount in one step. */
	SALE,
	/** Take what was reserved. */
	CAPTURE,
	/** Give back what was taken. */
	REFUND,
	/** Release what was reserved and not taken. */
	VOID;

	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

}
