package dev.sluice.processors.matrix;

/** What payments are asked for while something goes wrong, each of one of its own. */
enum Deed {

	AUTHORIZE("authorize", "authorized"), SALE("sale", "charged"), CAPTURE("capture", "captured"),
	REFUND("refund", "refunded"), VOID("void", "voided");

	private final String kind;

	private final String verb;

	Deed(String kind, String verb) {
		this.kind = kind;
		this.verb = verb;
	}

	/** By which the operation goes in the API. */
	String kind() {
		return this.kind;
	}

	/** What it does to a payment. */
	String verb() {
		return this.verb;
	}

	/** Whether it makes the payment. */
	boolean isCharge() {
		return this == AUTHORIZE || this == SALE;
	}

}
