package dev.sluice.payments.words;

/**
 * How a processor lets a payment go on once it is authorized. A payment keeps those under
 * which it was: they stay when an account's change.
 *
 * @param partialCaptures whether less than what is authorized can be captured
 * @param multipleCaptures whether there can be several captures; where not, the first one
 * releases what it leaves
 * @param partialRefunds whether less than what is captured can be refunded
 * @param voidAfterCapture whether what a capture left can be released
 */
public record Rules(boolean partialCaptures, boolean multipleCaptures, boolean partialRefunds,
		boolean voidAfterCapture) {

	/** Everything can be done. */
	public static final Rules FREE = new Rules(true, true, true, true);

}
