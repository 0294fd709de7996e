package dev.sluice.emulators.stripe.cards;

/** What becomes of a payment with a card later on. */
public enum Aftermath {

	/** Nothing. */
	NONE,

	/** It is disputed as fraudulent. */
	DISPUTE,

	/** It is disputed because nothing was received. */
	NOT_RECEIVED,

	/** It is inquired about. */
	INQUIRY,

	/** Refunds are pending, and succeed later. */
	REFUNDS_PEND,

	/** Refunds succeed, and fail later. */
	REFUNDS_FAIL,

	/** The money is available at once. */
	AVAILABLE

}
