package dev.sluice.processors.stripe;

import java.util.Optional;
import java.util.regex.Pattern;

import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.Outcome;

/**
 * What it means that Stripe refuses. To the first request it may mean that nothing was
 * done; to a repeat it says only what Stripe knows by the key. Pure.
 */
final class StripeRefusals {

	/** Reasons that may be gone the next time. */
	private static final Pattern PASSING = Pattern
		.compile("(?:look_up_)?http_(?:409|429|5\\d\\d)|rate_limited|" + Outcome.NotProcessed.OVERLOADED);

	private StripeRefusals() {
	}

	/** An answer to a request that is sent for the first time. */
	static Outcome first(Request request, StripeAnswer answer) {
		return switch (meaning(answer)) {
			case DECLINED -> declined(answer);
			case NOTHING -> new Outcome.NotProcessed(reason(answer));
			case INVALID -> known(request, answer).orElseGet(() -> isCharge(request)
					? new Outcome.NotProcessed(reason(answer)) : StripeOutcomes.refused(request, answer));
			case UNKNOWN -> new Outcome.Unknown(reason(answer));
		};
	}

	/**
	 * An answer to a request that was sent before, and whose key is still remembered: had
	 * the first one been taken on, Stripe would repeat what came of it instead of finding
	 * fault with the parameters.
	 */
	static Outcome repeated(Request request, StripeAnswer answer) {
		return switch (meaning(answer)) {
			case DECLINED -> declined(answer);
			case INVALID -> known(request, answer).orElseGet(() -> StripeOutcomes.refused(request, answer));
			case NOTHING, UNKNOWN -> new Outcome.Unknown(reason(answer));
		};
	}

	/**
	 * What there will be no better answer to than this one, once Stripe repeats none: a
	 * person has to find out what came of it.
	 */
	static Outcome lasting(Outcome outcome) {
		return (outcome instanceof Outcome.Unknown unknown && !PASSING.matcher(unknown.reason()).matches())
				? new Outcome.Unanswerable(unknown.reason()) : outcome;
	}

	private static Meaning meaning(StripeAnswer answer) {
		if (!answer.isRefusal()) {
			return Meaning.UNKNOWN;
		}
		return switch (answer.status()) {
			case 402 -> Meaning.DECLINED;
			case 401, 403, 429 -> Meaning.NOTHING;
			case 404 -> isMissing(answer) ? Meaning.NOTHING : Meaning.UNKNOWN;
			case 400 -> isInvalid(answer) ? Meaning.INVALID : Meaning.UNKNOWN;
			default -> Meaning.UNKNOWN;
		};
	}

	private static boolean isInvalid(StripeAnswer answer) {
		return answer.error("type").equals("invalid_request_error") && !answer.retry().orElse(false);
	}

	private static boolean isMissing(StripeAnswer answer) {
		return answer.error("code").equals("resource_missing");
	}

	private static Outcome declined(StripeAnswer answer) {
		return StripeDeclines.of(answer.error(), answer.intent().map(Intent::reference).orElse(null));
	}

	/** What the payment itself says, where it comes with the refusal. */
	private static Optional<Outcome> known(Request request, StripeAnswer answer) {
		return switch (request.kind()) {
			case CAPTURE,
					VOID ->
				answer.intent()
					.flatMap((intent) -> StripeOutcomes.change(request, intent))
					.filter((outcome) -> !(outcome instanceof Outcome.Unanswerable));
			case AUTHORIZE,
					SALE ->
				answer.intent()
					.filter((intent) -> !intent.isDeadEnd())
					.map((intent) -> StripeOutcomes.charge(request, intent));
			case REFUND -> Optional.empty();
		};
	}

	static boolean isCharge(Request request) {
		return request.kind() == Kind.AUTHORIZE || request.kind() == Kind.SALE;
	}

	/** Too many calls, or two at one object, can be tried again later by whoever can. */
	private static String reason(StripeAnswer answer) {
		return switch (answer.status()) {
			case 401, 403 -> "credentials_refused";
			case 429 -> answer.retry().orElse(true) ? Outcome.NotProcessed.OVERLOADED : "rate_limited";
			default -> answer.error("code").isEmpty() ? "http_" + answer.status() : answer.error("code");
		};
	}

	/** What a refusal comes to. */
	private enum Meaning {

		/** The issuer said no. */
		DECLINED,
		/** Stripe did not take it on, for a reason that lies with the caller. */
		NOTHING,
		/** Stripe does not do what it is asked for. */
		INVALID,
		/** It does not say what was done. */
		UNKNOWN

	}

}
