package dev.sluice.emulators.stripe.objects;

/** What objects are, by their member {@code object}. */
public final class Kinds {

	/** A payment, from its first attempt to its end. */
	public static final String PAYMENT_INTENT = "payment_intent";

	/** An attempt to charge a card. */
	public static final String CHARGE = "charge";

	/** Money that goes back. */
	public static final String REFUND = "refund";

	/** What is paid with. */
	public static final String PAYMENT_METHOD = "payment_method";

	/** Who pays. */
	public static final String CUSTOMER = "customer";

	/** What happened. */
	public static final String EVENT = "event";

	/** Where it is told. */
	public static final String WEBHOOK_ENDPOINT = "webhook_endpoint";

	/** What a cardholder's bank takes back. */
	public static final String DISPUTE = "dispute";

	/** What moved in the account. */
	public static final String BALANCE_TRANSACTION = "balance_transaction";

	private Kinds() {
	}

}
