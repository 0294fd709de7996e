package dev.sluice.payments.lifecycle;

import dev.sluice.values.WebAddress;

/** What the customer has to do: follow the URL. */
record NextAction(String type, WebAddress url) {

	static NextAction redirect(WebAddress url) {
		return new NextAction("redirect", url);
	}

}
