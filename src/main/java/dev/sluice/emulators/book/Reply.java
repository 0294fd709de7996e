package dev.sluice.emulators.book;

/**
 * What a request was answered.
 *
 * @param status of HTTP
 * @param body in the vendor's words
 * @param replayed whether it is the first answer once more
 */
public record Reply(int status, String body, boolean replayed) {

	/** A new answer. */
	public static Reply of(int status, String body) {
		return new Reply(status, body, false);
	}

}
