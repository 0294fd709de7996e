package dev.sluice.processors.stripe;

import java.util.Optional;

import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.DeclineCode;
import dev.sluice.payments.words.Hold;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.payments.words.Rules;
import tools.jackson.databind.JsonNode;

/** What Stripe's objects say of the operations that they came of. Pure. */
final class StripeOutcomes {

	/** One capture, which releases what it leaves; refunds as one likes. */
	static final Rules RULES = new Rules(true, false, true, false);

	/** Stripe's own code for an operation that comes too late, or too early. */
	static final String WRONG_STATE = "payment_intent_unexpected_state";

	static final Outcome UNEXPECTED = new Outcome.Unknown("unexpected_answer");

	private StripeOutcomes() {
	}

	/** What an answer that does not refuse says. */
	static Outcome of(Request request, StripeAnswer answer) {
		return switch (request.kind()) {
			case AUTHORIZE, SALE -> answer.intent().map((intent) -> charge(request, intent)).orElse(UNEXPECTED);
			case CAPTURE, VOID -> answer.intent().flatMap((intent) -> change(request, intent)).orElse(UNEXPECTED);
			case REFUND -> refund(request, answer.body());
		};
	}

	/**
	 * What came of a charge. One that goes no further is still to be given up; one that
	 * was approved stays so where it was released since.
	 */
	static Outcome charge(Request request, Intent intent) {
		if (!intent.isOf(request) || !intent.charges(request)) {
			return UNEXPECTED;
		}
		ProcessorReference reference = intent.reference();
		return switch (intent.status()) {
			case "succeeded" -> new Outcome.Approved(reference, new Hold(RULES, null));
			case "requires_capture" -> held(intent);
			case "requires_action" -> intent.redirect()
				.<Outcome>map((url) -> new Outcome.ActionRequired(url, reference))
				.orElse(new Outcome.Pending(reference));
			case "processing", "requires_payment_method", "requires_confirmation" -> new Outcome.Pending(reference);
			case "canceled" -> intent.wasApproved() ? held(intent) : failed(intent);
			default -> UNEXPECTED;
		};
	}

	private static Outcome held(Intent intent) {
		return new Outcome.Approved(intent.reference(), new Hold(RULES, intent.captureBefore()));
	}

	/** Why a charge failed that nobody will try again. */
	static Outcome.Declined failed(Intent intent) {
		if (intent.json().path("cancellation_reason").asString("").equals(StripeRequests.ABANDONED)) {
			return new Outcome.Declined(DeclineCode.AUTHENTICATION_EXPIRED.wireName(),
					DeclineCode.AUTHENTICATION_EXPIRED.message(), StripeRequests.ABANDONED, null, intent.reference());
		}
		return intent.lastError().isObject() ? StripeDeclines.of(intent.lastError(), intent.reference())
				: new Outcome.Declined(DeclineCode.AUTHENTICATION_CANCELED.wireName(),
						DeclineCode.AUTHENTICATION_CANCELED.message(),
						intent.json().path("cancellation_reason").asString("canceled"), null, intent.reference());
	}

	/** What came of a capture or a release; empty where it is still to be done. */
	static Optional<Outcome> change(Request request, Intent intent) {
		if (!intent.reference().equals(request.charge())) {
			return Optional.of(UNEXPECTED);
		}
		return switch (request.kind()) {
			case CAPTURE -> capture(request, intent);
			case VOID -> release(intent);
			case AUTHORIZE, SALE, REFUND -> throw new IllegalArgumentException("This changes no payment");
		};
	}

	/** Whose capture it was says the metadata that came with it. */
	private static Optional<Outcome> capture(Request request, Intent intent) {
		boolean ours = intent.metadata(StripeRequests.CAPTURE).equals(request.operation().toString());
		return switch (intent.status()) {
			case "requires_capture" -> Optional.empty();
			case "succeeded" -> Optional.of(!ours ? new Outcome.Unanswerable("captured_otherwise")
					: intent.took(request) ? done(intent) : UNEXPECTED);
			case "processing" -> Optional.of(new Outcome.Pending(intent.reference()));
			default -> Optional.of(tooLate(intent, "captured"));
		};
	}

	private static Optional<Outcome> release(Intent intent) {
		return switch (intent.status()) {
			case "canceled" -> Optional.of(done(intent));
			case "succeeded" -> Optional.of(tooLate(intent, "canceled"));
			default -> Optional.empty();
		};
	}

	private static Outcome done(Intent intent) {
		return new Outcome.Approved(intent.reference(), null);
	}

	private static Outcome.Declined tooLate(Intent intent, String what) {
		return new Outcome.Declined(WRONG_STATE,
				"The payment cannot be " + what + ": at Stripe it is " + intent.status() + ".", WRONG_STATE, null,
				intent.reference());
	}

	/** What came of a refund. */
	static Outcome refund(Request request, JsonNode refund) {
		boolean ours = isFor(request, refund)
				&& refund.path("amount").asLong(-1) == StripeAmounts.of(request).orElse(-2);
		Optional<ProcessorReference> reference = ours ? StripeRequests.name(refund.path("id").asString(""))
				: Optional.empty();
		return reference.map((id) -> refund(refund, id)).orElse(UNEXPECTED);
	}

	/** Whether a refund was made for an operation. */
	static boolean isFor(Request request, JsonNode refund) {
		return refund.path("object").asString("").equals("refund") && refund.path("metadata")
			.path(StripeRequests.OPERATION)
			.asString("")
			.equals(request.operation().toString());
	}

	private static Outcome refund(JsonNode refund, ProcessorReference reference) {
		return switch (refund.path("status").asString("")) {
			case "succeeded" -> new Outcome.Approved(reference, null);
			case "pending", "requires_action" -> new Outcome.Pending(reference);
			case "failed", "canceled" -> failed(refund, reference);
			default -> UNEXPECTED;
		};
	}

	/** Why money did not come back, which is not why a card was declined. */
	static Outcome.Declined failed(JsonNode refund, ProcessorReference reference) {
		String status = refund.path("status").asString("");
		String reason = refund.path("failure_reason").asString(status);
		return new Outcome.Declined("refund_" + status, "Stripe could not give the money back: " + reason + ".", reason,
				null, reference);
	}

	/**
	 * A refusal that ends an operation, though no issuer declined it. The code of a
	 * charge is one of ours.
	 */
	static Outcome.Declined refused(Request request, StripeAnswer answer) {
		String said = answer.error("code").isEmpty() ? answer.error("type") : answer.error("code");
		String message = answer.error("message").isEmpty() ? DeclineCode.PROCESSING_ERROR.message()
				: answer.error("message");
		String code = StripeRefusals.isCharge(request) ? DeclineCode.PROCESSING_ERROR.wireName() : said;
		return new Outcome.Declined(code, message, said, null, answer.intent().map(Intent::reference).orElse(null));
	}

}
