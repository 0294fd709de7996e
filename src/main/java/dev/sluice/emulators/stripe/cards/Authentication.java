package dev.sluice.emulators.stripe.cards;

/** Whether the cardholder is asked. */
public enum Authentication {

	/** Never. */
	NONE,

	/** Always; where he is not there it is declined. */
	ALWAYS,

	/** Where he is there; it was set up for payments without him. */
	ON_SESSION;

	/** Whether he is asked in a payment. */
	public boolean asks(boolean offSession) {
		return this == ALWAYS || (this == ON_SESSION && !offSession);
	}

}
