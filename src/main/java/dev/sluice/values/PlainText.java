package dev.sluice.values;

/**
 * What may be in a text that a caller sends, and how long it is: the one place that says
 * so. Lengths are counted in code points, as the description of the API and PostgreSQL
 * count them.
 */
public final class PlainText {

	/**
	 * The bytes that a code point takes at the most in JSON: escaped, as two surrogates.
	 */
	public static final int LONGEST_SPELLING = "\\ud83d\\ude00".length();

	private PlainText() {
	}

	/** Whether it has one code point at least, and no more than so many. */
	public static boolean isWithin(String text, int most) {
		return !text.isEmpty() && (text.length() <= most
				|| (text.length() <= 2L * most && text.codePointCount(0, text.length()) <= most));
	}

	/**
	 * Whether it has no control characters but line feeds and tabs, and whole letters.
	 */
	public static boolean isClean(String text) {
		return text.codePoints()
			.noneMatch((c) -> (Character.isISOControl(c) && c != '\n' && c != '\t')
					|| Character.getType(c) == Character.SURROGATE);
	}

}
