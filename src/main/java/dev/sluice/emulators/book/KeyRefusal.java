package dev.sluice.emulators.book;

/** An idempotency key that cannot be used for what is asked for now. */
public final class KeyRefusal extends RuntimeException {

	private final Reason reason;

	KeyRefusal(Reason reason) {
		super(reason.name(), null, false, false);
		this.reason = reason;
	}

	/** Why not. */
	public Reason reason() {
		return this.reason;
	}

	/** Why a key is refused. */
	public enum Reason {

		/** A request with it is under way. */
		IN_USE,

		/** It was used for another request. */
		OTHER_REQUEST

	}

}
