package dev.sluice.emulators.adyen.cards;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** The schemes of cards, by the names that Adyen has for them. */
public enum CardBrand {

	VISA, MC, AMEX, MAESTRO, DINERS, DISCOVER, JCB, CUP;

	/** As it is written in answers and notifications. */
	@JsonValue
	public String text() {
		return name().toLowerCase(Locale.ROOT);
	}

}
