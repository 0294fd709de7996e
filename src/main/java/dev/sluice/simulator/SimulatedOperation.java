package dev.sluice.simulator;

import dev.sluice.platform.JsonBody;

/**
 * What the simulator is asked for.
 *
 * @param operation the caller's id of it: the same id is done once
 * @param payment the caller's id of what it belongs to
 * @param amount in minor units of the currency
 */
record SimulatedOperation(String operation, String payment, String kind, long amount, String currency, TestCard card) {

	private static final int MAX_LENGTH = 100;

	static SimulatedOperation read(JsonBody body) {
		String operation = body.requiredText("operation", MAX_LENGTH);
		String payment = body.requiredText("payment", MAX_LENGTH);
		String kind = body.requiredText("kind", MAX_LENGTH);
		long amount = body.requiredInteger("amount");
		if (amount <= 0 && body.isSound("amount")) {
			body.reject("amount", "amount_too_small", "must be positive");
		}
		String currency = body.requiredText("currency", MAX_LENGTH);
		TestCard card = body
			.optional("payment_method", MAX_LENGTH, TestCard::find, "unknown_payment_method", "is not a test card")
			.orElse(TestCard.DECLINED);
		body.finish();
		return new SimulatedOperation(operation, payment, kind, amount, currency, card);
	}

}
