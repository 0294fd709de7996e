package dev.sluice.values;

/**
 * A text of somebody else's, made fit to be kept: one line without control characters and
 * broken Unicode, without the digits of card numbers, and no longer than its limit.
 */
public final class CleanText {

	/** So much is looked at for each character that is kept, since masking shortens. */
	private static final int LOOK_AHEAD = 16;

	private CleanText() {
	}

	/**
	 * Cleans a text.
	 * @param limit how many code points are kept
	 * @return what is left, which may be nothing
	 */
	public static String of(String text, int limit) {
		String line = CardNumbers.mask(oneLine(Excerpt.of(text, LOOK_AHEAD * limit)));
		return Excerpt.of(line, limit).strip();
	}

	private static String oneLine(String text) {
		StringBuilder line = new StringBuilder(text.length());
		text.codePoints().filter((c) -> isBlank(c) || isClean(c)).forEach((c) -> {
			if (!isBlank(c)) {
				line.appendCodePoint(c);
			}
			else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
				line.append(' ');
			}
		});
		return line.toString();
	}

	private static boolean isBlank(int c) {
		return c == ' ' || (c >= '\t' && c <= '\r') || c == '\u0085';
	}

	private static boolean isClean(int c) {
		return !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
	}

}
