package dev.sluice.payments.search;

import java.math.BigDecimal;
import java.util.regex.Pattern;

import dev.sluice.money.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a table that a spreadsheet opens. Texts of somebody else's are quoted, and no
 * spreadsheet computes anything of them, also where it takes another character than a
 * comma for what separates cells, and so does not see the quotes.
 */
final class SpreadsheetCell {

	/** East Asian input takes the wide ones for the same. */
	private static final String OPERATOR = "[=+\\-@＝＋－＠]";

	/** Is not seen, is trimmed off, or ends in a quote that somebody takes away. */
	private static final String BLANK = "[\\s\\p{Z}\\p{C}\"']*+";

	private static final Pattern FORMULA = Pattern.compile("^(?:" + BLANK + OPERATOR + "|[\t\r\n])");

	/** Also where no formula follows, so that blanks are passed over once. */
	private static final Pattern FORMULA_INSIDE = Pattern.compile("([;\t\r\n|]" + BLANK + ")(" + OPERATOR + "?)");

	private static final Pattern OPERATOR_IN_JSON = Pattern.compile("(?<![A-Za-z0-9])" + OPERATOR);

	private SpreadsheetCell() {
	}

	/** A text as it was sent, with an apostrophe before whatever could be computed. */
	static String text(@Nullable String text) {
		if (text == null) {
			return "";
		}
		String harmless = FORMULA_INSIDE.matcher(text).replaceAll((found) -> found.group(2).isEmpty() ? "$0" : "$1'$2");
		return quoted(FORMULA.matcher(text).find() ? "'" + harmless : harmless);
	}

	/** JSON that means the same, without a character that a formula begins with. */
	static String json(String json) {
		return quoted(OPERATOR_IN_JSON.matcher(json)
			.replaceAll((found) -> "\\\\u%04x".formatted((int) found.group().charAt(0))));
	}

	/** An amount in the currency's own unit, with a point and no separators. */
	static String decimal(long minorUnits, String currency) {
		return Currency.find(currency)
			.map((known) -> BigDecimal.valueOf(minorUnits, known.exponent()).toPlainString())
			.orElse("");
	}

	private static String quoted(String text) {
		return '"' + text.replace("\"", "\"\"") + '"';
	}

}
