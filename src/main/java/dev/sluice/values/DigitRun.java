package dev.sluice.values;

/**
 * Digits in groups, among which a card number may stand beside other things, such as an
 * expiry date: each sequence of whole groups is looked at, whose length a card number may
 * have. The sums of the Luhn check (ISO/IEC 7812) are kept up to each digit, so a
 * sequence costs no more than a subtraction.
 */
final class DigitRun {

	private static final int SHORTEST = 13;

	private static final int LONGEST = 19;

	private final StringBuilder digits;

	/** Whether a group ends before the digit at an index, as one does at the end. */
	private final boolean[] bounds;

	/** Of the digits before an index, where those at even places count double. */
	private final int[] evenDoubled;

	/** The same, where those at odd places do. */
	private final int[] oddDoubled;

	/** Digits of any script, and between them what is none. */
	DigitRun(String run) {
		this.digits = new StringBuilder(run.length());
		this.bounds = new boolean[run.length() + 1];
		for (int i = 0; i < run.length(); i += Character.charCount(run.codePointAt(i))) {
			int digit = Character.digit(run.codePointAt(i), 10);
			if (digit >= 0) {
				var _ = this.digits.append((char) ('0' + digit));
			}
			else {
				this.bounds[this.digits.length()] = true;
			}
		}
		this.bounds[0] = true;
		this.bounds[this.digits.length()] = true;
		this.evenDoubled = sums(0);
		this.oddDoubled = sums(1);
	}

	private int[] sums(int doubled) {
		int[] sums = new int[this.digits.length() + 1];
		for (int i = 0; i < this.digits.length(); i++) {
			int digit = this.digits.charAt(i) - '0';
			int twice = (digit < 5) ? 2 * digit : 2 * digit - 9;
			sums[i + 1] = sums[i] + ((i % 2 == doubled) ? twice : digit);
		}
		return sums;
	}

	boolean holdsCardNumber() {
		int last = this.digits.length() - SHORTEST;
		for (int from = 0; from <= last; from++) {
			if (this.bounds[from] && isCardNumberFrom(from)) {
				return true;
			}
		}
		return false;
	}

	private boolean isCardNumberFrom(int from) {
		int last = Math.min(from + LONGEST, this.digits.length());
		for (int to = from + SHORTEST; to <= last; to++) {
			if (this.bounds[to] && passesLuhn(from, to) && Issuers.mayHaveIssued(this.digits.substring(from, to))) {
				return true;
			}
		}
		return false;
	}

	/** The last digit counts once, the one before it double, and so on. */
	private boolean passesLuhn(int from, int to) {
		int[] sums = (to % 2 == 0) ? this.evenDoubled : this.oddDoubled;
		return (sums[to] - sums[from]) % 10 == 0;
	}

}
