package dev.sluice.emulators.book;

import java.util.random.RandomGenerator;

/**
 * Draws the ids of one transaction.
 *
 * @param source where they come from
 */
public record Draw(RandomGenerator source) {

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

	private static final String DIGITS_AND_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

	/** A new id: a prefix and as many letters and digits as asked for. */
	public String id(String prefix, int length) {
		return prefix + text(ALPHABET, length);
	}

	/** The same with capitals and digits alone. */
	public String capitals(String prefix, int length) {
		return prefix + text(DIGITS_AND_CAPITALS, length);
	}

	private String text(String alphabet, int length) {
		StringBuilder text = new StringBuilder(length);
		for (int i = 0; i < length; i++) {
			text.append(alphabet.charAt(this.source.nextInt(alphabet.length())));
		}
		return text.toString();
	}

}
