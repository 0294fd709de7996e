package dev.sluice.payments.words;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** What to do about a decline. */
public enum Advice {

	/** The same card may be taken later. */
	RETRY,
	/** The customer has to agree first (3-D Secure), with the same card. */
	AUTHENTICATE,
	/** Something that the customer typed is wrong. */
	CORRECT,
	/** The customer needs another card. */
	OTHER_CARD,
	/** The card must not be tried again: networks fine those who do. */
	NEVER_AGAIN;

	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

}
