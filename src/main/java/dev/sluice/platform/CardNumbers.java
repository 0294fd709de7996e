package dev.sluice.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds card numbers, so that none is kept or repeated: 13 to 19 digits that pass the
 * Luhn check (ISO/IEC 7812), also in groups with blanks or dashes between them.
 */
public final class CardNumbers {

	private static final Pattern RUN = Pattern.compile("[0-9](?:[ -]?+[0-9]){12,}+");

	/**
	 * UUIDs and other long hexadecimal words, which would be taken for card numbers once
	 * in some hundred times. Digits alone are no such word.
	 */
	private static final Pattern HEXADECIMAL = Pattern.compile(
			"\\b(?:\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}|(?=\\p{Digit}*[a-fA-F])\\p{XDigit}{20,})\\b");

	private static final int SHORTEST = 13;

	private static final int LONGEST = 19;

	private CardNumbers() {
	}

	/** Whether a text holds a card number. */
	public static boolean isIn(String text) {
		Matcher runs = RUN.matcher(HEXADECIMAL.matcher(text).replaceAll("x"));
		while (runs.find()) {
			if (isInRun(runs.group())) {
				return true;
			}
		}
		return false;
	}

	/** A text without the digits of what may be card numbers. */
	public static String mask(String text) {
		return RUN.matcher(text)
			.replaceAll((run) -> isInRun(run.group()) ? "****" : Matcher.quoteReplacement(run.group()));
	}

	/**
	 * Looks at the whole run, and at each sequence of its groups: a number may stand
	 * beside an expiry date.
	 */
	private static boolean isInRun(String run) {
		List<String> groups = new ArrayList<>(List.of(run.split("[ -]", -1)));
		for (int from = 0; from < groups.size(); from++) {
			StringBuilder digits = new StringBuilder();
			for (int to = from; to < groups.size() && digits.length() <= LONGEST; to++) {
				digits.append(groups.get(to));
				if (isCardNumber(digits)) {
					return true;
				}
			}
		}
		return false;
	}

	private static boolean isCardNumber(CharSequence digits) {
		if (digits.length() < SHORTEST || digits.length() > LONGEST) {
			return false;
		}
		int sum = 0;
		for (int i = 0; i < digits.length(); i++) {
			int digit = digits.charAt(digits.length() - 1 - i) - '0';
			int weighted = (i % 2 == 0) ? digit : 2 * digit;
			sum += (weighted > 9) ? weighted - 9 : weighted;
		}
		return sum % 10 == 0;
	}

}
