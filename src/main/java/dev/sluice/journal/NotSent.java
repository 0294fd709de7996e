package dev.sluice.journal;

/** Nothing was sent to the database, so nothing can have been written. */
final class NotSent extends RuntimeException {

	private final Throwable reason;

	NotSent(Throwable reason) {
		super(reason.getMessage(), reason, false, false);
		this.reason = reason;
	}

	Throwable reason() {
		return this.reason;
	}

}
