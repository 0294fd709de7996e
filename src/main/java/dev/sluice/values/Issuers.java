package dev.sluice.values;

/**
 * Which numbers could be a card's: those in a range of an issuer, with a length that it
 * has. What begins otherwise is nobody's card, whatever its check digit: times, order and
 * telephone numbers, ids.
 */
final class Issuers {

	private static final int PREFIX = 6;

	/** Pairs of prefixes, of six digits each, and the shortest and longest number. */
	private static final int[][] RANGES = {
			// UATP
			range(1, 1, 15, 15),
			// Mir
			range(2200, 2204, 16, 16),
			// Mastercard
			range(2221, 2720, 16, 16), range(51, 55, 16, 16),
			// Diners Club
			range(300, 305, 14, 16), range(3095, 3095, 14, 16), range(36, 36, 14, 16), range(38, 39, 14, 16),
			// American Express
			range(34, 34, 15, 15), range(37, 37, 15, 15),
			// JCB
			range(3528, 3589, 16, 19),
			// Visa; between them there are none of its own
			range(4, 4, 13, 13), range(4, 4, 16, 16), range(4, 4, 19, 19),
			// Maestro, Dankort, Elo, Verve, Bankcard
			range(5018, 5020, 13, 19), range(5038, 5038, 13, 19), range(506, 506, 16, 19), range(508, 509, 16, 16),
			range(5610, 5610, 16, 16), range(5893, 5893, 13, 19), range(6304, 6304, 13, 19), range(6390, 6390, 13, 19),
			range(6759, 6767, 13, 19),
			// Discover, RuPay, Switch, InterPayment
			range(60, 60, 16, 19), range(6331, 6333, 16, 19), range(636, 639, 16, 19), range(644, 659, 16, 19),
			// UnionPay, RuPay
			range(62, 62, 16, 19), range(81, 81, 16, 19), range(82, 82, 16, 16),
			// Troy
			range(9792, 9792, 16, 16) };

	private Issuers() {
	}

	private static int[] range(int from, int to, int shortest, int longest) {
		int low = from;
		int high = to;
		for (int digits = Integer.toString(from).length(); digits < PREFIX; digits++) {
			low = 10 * low;
			high = 10 * high + 9;
		}
		return new int[] { low, high, shortest, longest };
	}

	/** Whether a number of ASCII digits is in a range of its length. */
	static boolean mayHaveIssued(CharSequence digits) {
		int prefix = 0;
		for (int i = 0; i < PREFIX; i++) {
			prefix = 10 * prefix + digits.charAt(i) - '0';
		}
		for (int[] range : RANGES) {
			if (prefix >= range[0] && prefix <= range[1] && digits.length() >= range[2]
					&& digits.length() <= range[3]) {
				return true;
			}
		}
		return false;
	}

}
