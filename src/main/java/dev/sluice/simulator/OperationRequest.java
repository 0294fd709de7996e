package dev.sluice.simulator;

import java.util.Optional;

import dev.sluice.http.JsonBody;
import dev.sluice.simulator.issuer.OperationKind;
import dev.sluice.simulator.issuer.SimulatedOperation;
import dev.sluice.simulator.issuer.TestCard;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

/** Reads the body of an operation that is asked for. */
final class OperationRequest {

	private static final int MAX_LENGTH = 100;

	private OperationRequest() {
	}

	/**
	 * What a body asks for.
	 * @throws dev.sluice.http.Problem 422 with every field at fault
	 */
	static SimulatedOperation read(JsonBody body) {
		String operation = body.requiredText("operation", MAX_LENGTH);
		String payment = body.requiredText("payment", MAX_LENGTH);
		OperationKind kind = kind(body);
		long amount = amount(body);
		String currency = currency(body);
		TestCard card = card(body, kind);
		WebAddress returnUrl = url(body, "return_url");
		WebAddress callbackUrl = url(body, "callback_url");
		body.finish();
		return new SimulatedOperation(operation, payment, kind, amount, currency, card, returnUrl, callbackUrl);
	}

	private static OperationKind kind(JsonBody body) {
		Optional<OperationKind> kind = OperationKind.find(body.requiredText("kind", MAX_LENGTH));
		if (kind.isEmpty() && body.isSound("kind")) {
			body.reject("kind", "unknown_kind", "must be authorize, sale, capture, refund or void");
		}
		return kind.orElse(OperationKind.CAPTURE);
	}

	private static long amount(JsonBody body) {
		long amount = body.requiredInteger("amount");
		if (amount <= 0 && body.isSound("amount")) {
			body.reject("amount", "amount_too_small", "must be positive");
		}
		return amount;
	}

	private static String currency(JsonBody body) {
		String currency = body.requiredText("currency", MAX_LENGTH);
		if (!currency.matches("[A-Z]{3}") && body.isSound("currency")) {
			body.reject("currency", "unknown_currency", "must be three capital letters");
		}
		return currency;
	}

	private static @Nullable TestCard card(JsonBody body, OperationKind kind) {
		Optional<TestCard> card = body.optional("payment_method", MAX_LENGTH, TestCard::find, "unknown_payment_method",
				"is not a test card");
		if (card.isEmpty() && kind.isCharge() && body.isSound("payment_method")) {
			body.reject("payment_method", "missing_field", "is required");
		}
		return card.orElse(null);
	}

	private static @Nullable WebAddress url(JsonBody body, String field) {
		return body.optional(field, WebAddress.MAX_LENGTH, WebAddress::read, "invalid_url", WebAddress.EXPECTATION)
			.orElse(null);
	}

}
