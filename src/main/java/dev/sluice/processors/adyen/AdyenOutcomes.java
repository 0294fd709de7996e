package dev.sluice.processors.adyen;

import java.util.Optional;

import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.DeclineCode;
import dev.sluice.payments.words.Hold;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.payments.words.Rules;
import dev.sluice.payments.words.Sum;
import dev.sluice.processors.connectors.Notification.Meaning;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Adyen's answers say of the operations that they came of. Pure. */
final class AdyenOutcomes {

	/**
	 * One capture, which releases what it leaves, as accounts are set up at first;
	 * refunds as one likes.
	 */
	static final Rules RULES = new Rules(true, false, true, false);

	/** What is approved is not what was asked for. */
	static final String OTHER_AMOUNT = "other_amount";

	/** What a shopper brought back is another payment's. */
	static final Outcome.Unknown OTHER_PAYMENT = new Outcome.Unknown("other_payment");

	static final Outcome UNEXPECTED = new Outcome.Unknown("unexpected_answer");

	private AdyenOutcomes() {
	}

	/**
	 * What an answer that does not refuse says of a charge.
	 * @param charge what Adyen was told that it is called
	 */
	static Outcome charge(Request request, String charge, AdyenAnswer answer) {
		ProcessorReference reference = answer.reference().orElse(null);
		String meant = answer.text("merchantReference");
		if (!meant.isEmpty() && !meant.equals(charge)) {
			return OTHER_PAYMENT;
		}
		return switch (answer.text("resultCode")) {
			case "Authorised" -> authorised(request, answer, reference);
			case "Refused", "Error", "Cancelled" -> AdyenDeclines.of(answer.body(), reference);
			case "Received", "Pending" -> new Outcome.Pending(reference);
			case "RedirectShopper" ->
				AdyenRequests.canAsk(request) ? redirect(answer.body().path("action")) : unasked(reference);
			default -> UNEXPECTED;
		};
	}

	/**
	 * What an answer to what a shopper brought says of a charge. Where Adyen does not say
	 * of which it is, nothing but a decline is believed.
	 */
	static Outcome brought(Request request, String charge, AdyenAnswer answer) {
		Outcome outcome = charge(request, charge, answer);
		return (answer.text("merchantReference").isEmpty() && !(outcome instanceof Outcome.Declined)) ? UNEXPECTED
				: outcome;
	}

	/** How an answer says that a charge has ended; empty where it does not. */
	static Optional<Meaning.Ended> ended(AdyenAnswer answer) {
		ProcessorReference reference = answer.reference().orElse(null);
		JsonNode amount = answer.body().path("amount");
		Outcome outcome = !answer.isSuccess() ? null : switch (answer.text("resultCode")) {
			case "Authorised" -> (reference != null) ? approved(reference) : null;
			case "Refused", "Error", "Cancelled" -> AdyenDeclines.of(answer.body(), reference);
			default -> null;
		};
		return Optional.ofNullable(outcome)
			.map((end) -> new Meaning.Ended(end, amount.isMissingNode() ? null : sum(amount)));
	}

	/** By what follows it is called so, so that it needs a name. */
	private static Outcome authorised(Request request, AdyenAnswer answer, @Nullable ProcessorReference reference) {
		if (reference == null) {
			return UNEXPECTED;
		}
		JsonNode amount = answer.body().path("amount");
		return (amount.isMissingNode() || sum(amount).equals(new Sum(request.amount(), request.currency())))
				? approved(reference) : new Outcome.Unknown(OTHER_AMOUNT, reference);
	}

	/** A charge that is approved. */
	static Outcome.Approved approved(ProcessorReference reference) {
		return new Outcome.Approved(reference, new Hold(RULES, null));
	}

	/** A sum as Adyen writes it. */
	static Sum sum(JsonNode amount) {
		return AdyenAmounts.ours(amount.path("value").asLong(-1), amount.path("currency").asString(""));
	}

	/** Nobody is told where to go, so that nothing comes of it. */
	private static Outcome.Declined unasked(@Nullable ProcessorReference reference) {
		return new Outcome.Declined(DeclineCode.AUTHENTICATION_REQUIRED.wireName(),
				DeclineCode.AUTHENTICATION_REQUIRED.message(), "RedirectShopper", null, reference);
	}

	/**
	 * Only where a browser can be sent by its address. What Adyen calls a charge is of
	 * use once the shopper is back; until then nothing can be released by it, so that a
	 * charge with a name is one that Adyen has decided.
	 */
	private static Outcome redirect(JsonNode action) {
		boolean sent = action.path("type").asString("").equals("redirect")
				&& action.path("method").asString("GET").equals("GET");
		return (sent ? WebAddress.read(action.path("url").asString("")) : Optional.<WebAddress>empty())
			.<Outcome>map(Outcome.ActionRequired::new)
			.orElse(UNEXPECTED);
	}

	/** What an answer to a capture, a release or a refund says: it was received. */
	static Outcome change(AdyenAnswer answer) {
		return answer.text("status").equals("received")
				? answer.reference().<Outcome>map(Outcome.Pending::new).orElse(UNEXPECTED) : UNEXPECTED;
	}

	/** A charge whose shopper did not come back, and will not be let in any more. */
	static Outcome.Declined abandoned() {
		return new Outcome.Declined(DeclineCode.AUTHENTICATION_EXPIRED.wireName(),
				DeclineCode.AUTHENTICATION_EXPIRED.message(), "abandoned", null, null);
	}

	/** A charge that was given up before its shopper came back. */
	static Outcome.Declined canceled() {
		return new Outcome.Declined(DeclineCode.AUTHENTICATION_CANCELED.wireName(),
				DeclineCode.AUTHENTICATION_CANCELED.message(), null, null, null);
	}

	/** A release that comes too late: the shopper has agreed. */
	static Outcome.Declined tooLate() {
		return new Outcome.Declined("customer_was_faster",
				"The customer came back before the payment was given up, and was charged.");
	}

	/** Adyen can do nothing with what the shopper brought back. */
	static Outcome.Declined unauthenticated(AdyenAnswer answer) {
		return new Outcome.Declined(DeclineCode.AUTHENTICATION_FAILED.wireName(),
				DeclineCode.AUTHENTICATION_FAILED.message(), answer.text("errorCode"), null, null);
	}

	/** What Adyen finds fault with, though no issuer declined it. */
	static Outcome.Declined refused(AdyenAnswer answer) {
		String message = answer.text("message").isEmpty() ? DeclineCode.PROCESSING_ERROR.message()
				: answer.text("message");
		return new Outcome.Declined("invalid_request", message, answer.text("errorCode"), null,
				answer.reference().orElse(null));
	}

}
