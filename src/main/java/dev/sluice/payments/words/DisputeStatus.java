package dev.sluice.payments.words;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a dispute stands. */
public enum DisputeStatus {

	/** The issuer has asked, or taken the money. */
	OPEN,
	/** Decided for the merchant. */
	WON,
	/** Decided for the customer, or accepted. */
	LOST;

	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

}
