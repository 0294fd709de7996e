package dev.sluice.journal.writability;

/** Nothing was sent to the database, so nothing can have been written. */
public final class NotSent extends RuntimeException {

	private final Throwable reason;

	/** For whoever finds that nothing can be sent. */
	public NotSent(Throwable reason) {
		super(reason.getMessage(), reason, false, false);
		this.reason = reason;
	}

	/** Why. */
	public Throwable reason() {
		return this.reason;
	}

}
