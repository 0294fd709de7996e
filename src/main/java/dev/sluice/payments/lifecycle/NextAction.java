package dev.sluice.payments.lifecycle;

/** What the customer has to do: follow the URL. */
record NextAction(String type, String url) {

	static NextAction redirect(String url) {
		return new NextAction("redirect", url);
	}

}
