package dev.sluice.values;

import java.text.BreakIterator;
import java.util.Locale;

/**
 * The beginning of a text of somebody else's, for where there is no room for all of it;
 * the one place in which texts are cut. What a reader takes for one character, such as a
 * letter with its accents or a family of emoji, is kept whole or left out.
 */
public final class Excerpt {

	private Excerpt() {
	}

	/**
	 * The beginning of a text.
	 * @param length of the excerpt, in code points at most
	 */
	public static String of(String text, int length) {
		if (text.length() <= length || text.codePointCount(0, text.length()) <= length) {
			return text;
		}
		int end = text.offsetByCodePoints(0, length);
		BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
		characters.setText(text.substring(0, text.offsetByCodePoints(end, 1)));
		int whole = characters.isBoundary(end) ? end : characters.preceding(end);
		return text.substring(0, (whole > 0) ? whole : end);
	}

}
