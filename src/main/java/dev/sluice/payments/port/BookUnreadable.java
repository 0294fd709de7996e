package dev.sluice.payments.port;

/** A processor's book could not be read, or not to its end. */
public class BookUnreadable extends RuntimeException {

	private final String reason;

	/**
	 * Says why.
	 * @param reason a code, such as {@code http_503}; no secret is in it
	 */
	public BookUnreadable(String reason) {
		super(reason, null, false, false);
		this.reason = reason;
	}

	/** Why, as a code. */
	public String reason() {
		return this.reason;
	}

}
