package dev.sluice.values;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds card numbers, so that none is kept or repeated: 13 to 19 digits of any script
 * that an issuer may have given out ({@link Issuers}) and that pass the Luhn check
 * (ISO/IEC 7812), also in groups, with up to three blanks or dashes between them, and
 * also where they are percent-encoded. Line breaks and commas end a number, since they
 * stand between the numbers of a list. Dots, slashes and underscores, of which decimals
 * and dates are made, count in the groups that are printed on cards and nowhere else. The
 * time it takes is linear.
 */
public final class CardNumbers {

	/** Blanks, dashes, and what is not seen at all. */
	private static final String SEPARATOR = "[\\h\\p{Pd}\\p{Cf}\\u2212]";

	private static final Pattern RUN = Pattern.compile(
			"(?<!\\p{Nd})\\p{Nd}{4}([./_])(?:\\p{Nd}{4}\\1\\p{Nd}{4}\\1\\p{Nd}{4}|\\p{Nd}{6}\\1\\p{Nd}{5})(?!\\p{Nd})"
					+ "|\\p{Nd}(?:" + SEPARATOR + "{0,3}+\\p{Nd}){12,}+");

	/**
	 * What would be taken for a card number by chance, UUIDs once in some hundred times:
	 * UUIDs, TypeIDs, dates, and ids and digests in hexadecimal, which have a multiple of
	 * eight characters. Digits with nothing but letters before and after are no such id.
	 * Other hexadecimal words are read like any text; some two in a thousand pass for a
	 * card number.
	 */
	private static final Pattern NO_CARD_NUMBER = Pattern
		.compile("(?<!\\p{Alnum})(?:\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}"
				+ "|(?:0x)?(?=[a-fA-F]*+[0-9]++[a-fA-F]++[0-9])(?:\\p{XDigit}{8}){3,16}"
				+ "|[a-z]{2,8}_[0-7][0-9a-hjkmnp-tv-z]{25}"
				+ "|(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]|[0-3][0-9]-[01][0-9]-(?:19|20)[0-9]{2})(?!\\p{Alnum})");

	private static final String MASK = "****";

	private static final int SHORTEST = 13;

	/** How much may stand between two digits of a number. */
	private static final int WIDEST_GAP = 3;

	private CardNumbers() {
	}

	/** Whether a text holds a card number, as it is or once it is percent-decoded. */
	public static boolean isIn(String text) {
		boolean encoded = text.indexOf('%') >= 0;
		return isInPlain(text) || (encoded && isInPlain(new PercentDecoded(text).text()));
	}

	private static boolean isInPlain(String text) {
		return mayHold(text) && isInByPatterns(text);
	}

	/**
	 * Whether a text has as many digits near each other as a card number, as few texts
	 * have: all others are done with by this one look. Beyond ASCII anything may stand
	 * between them, which the patterns know better.
	 */
	static boolean mayHold(String text) {
		int digits = 0;
		int gap = 0;
		for (int i = 0; i < text.length() && digits < SHORTEST; i++) {
			char c = text.charAt(i);
			if (isDigit(c, text, i)) {
				digits++;
				gap = 0;
			}
			else if (!Character.isLowSurrogate(c) && (gap == WIDEST_GAP || !mayStandBetween(c))) {
				digits = 0;
				gap = 0;
			}
			else if (!Character.isLowSurrogate(c)) {
				gap++;
			}
		}
		return digits >= SHORTEST;
	}

	private static boolean isDigit(char c, String text, int index) {
		return (c < 0x80) ? c >= '0' && c <= '9'
				: !Character.isLowSurrogate(c) && Character.isDigit(text.codePointAt(index));
	}

	private static boolean mayStandBetween(char c) {
		return c >= 0x80 || c == ' ' || c == '-' || c == '.' || c == '/' || c == '_' || c == '\t';
	}

	static boolean isInByPatterns(String text) {
		return !find(NO_CARD_NUMBER.matcher(text).replaceAll("x")).isEmpty();
	}

	/**
	 * A text without the digits of what may be card numbers, also once it is
	 * percent-decoded. A path stays a path.
	 */
	public static String mask(String text) {
		return (text.indexOf('%') >= 0 || mayHold(text)) ? maskAll(text) : text;
	}

	static String maskAll(String text) {
		PercentDecoded decoded = new PercentDecoded(text);
		return RUN.matcher(decoded.encodedWith(MASK, find(decoded.text())))
			.replaceAll((run) -> holdsCardNumber(run) ? MASK : Matcher.quoteReplacement(run.group()));
	}

	private static List<MatchResult> find(String text) {
		return RUN.matcher(text).results().filter(CardNumbers::holdsCardNumber).toList();
	}

	private static boolean holdsCardNumber(MatchResult run) {
		return new DigitRun(run.group()).holdsCardNumber();
	}

}
