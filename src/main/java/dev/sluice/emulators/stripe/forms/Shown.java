package dev.sluice.emulators.stripe.forms;

import dev.sluice.values.CardNumbers;

/** What was sent, fit to be repeated to whoever sent it. */
public final class Shown {

	private static final int LONGEST = 100;

	private Shown() {
	}

	/** The beginning of a text, without the digits of card numbers. */
	public static String of(String text) {
		String masked = CardNumbers.mask(text.substring(0, Math.min(text.length(), LONGEST)));
		return masked.replaceAll("[\\p{Cntrl}<>]", "?");
	}

}
