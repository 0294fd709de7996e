package dev.sluice.client.trial;

import java.io.IOException;
import java.util.Map;

import dev.sluice.client.gateway.Gateway;
import dev.sluice.client.gateway.Refusal;

/**
 * Whether a key may do all that a trial needs, found out before there is a payment: one
 * that may charge and not refund would leave something charged.
 */
final class Scopes {

	private static final int FORBIDDEN = 403;

	private static final int NOT_FOUND = 404;

	/** Of the form of an id, and of no payment. */
	private static final String NOBODY = "/v1/payments/pay_00000000000000000000000000";

	private Scopes() {
	}

	/**
	 * Asks for what is not there, which is refused otherwise to those who may not ask.
	 * @throws Refusal where the key may not
	 */
	static void check(Gateway gateway, String key) throws IOException, InterruptedException {
		var _ = gateway.get("/v1/payments?limit=1");
		for (String operation : new String[] { "voids", "refunds" }) {
			try {
				var _ = gateway.post(NOBODY + "/" + operation, Map.of(), key + "-may-" + operation);
			}
			catch (Refusal ex) {
				if (ex.status() != NOT_FOUND) {
					throw ex;
				}
			}
		}
	}

	/** What is said beside a refusal, where it is that the key may not. */
	static Setback tooSmall(Refusal refusal) throws Refusal {
		if (refusal.status() != FORBIDDEN) {
			throw refusal;
		}
		return Setback.of("The gateway refuses: " + refusal.detail() + "\nThe key needs payments:read, payments:write,"
				+ " refunds:write and processors:read.");
	}

}
