package dev.sluice.processors.stripe;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.payments.words.ProcessorReference;

/**
 * What Stripe is asked for an operation. The same operation is always asked for in the
 * same words: Stripe refuses others under the same key. Pure.
 */
final class StripeRequests {

	/** Under which name a payment is put down with what Stripe makes of it. */
	static final String PAYMENT = "sluice_payment";

	/** The same for the operation: a charge with its payment, a refund with itself. */
	static final String OPERATION = "sluice_operation";

	/** The same for a capture, with the payment that it captures. */
	static final String CAPTURE = "sluice_capture";

	/** Why a payment is given up whose customer never came back. */
	static final String ABANDONED = "abandoned";

	private static final String INTENTS = "/v1/payment_intents";

	private static final String REFUNDS = "/v1/refunds";

	private static final String EXPAND = "expand[0]";

	private static final String CHARGE = "latest_charge";

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,250}");

	/** How many refunds one page holds. */
	static final int PAGE = 20;

	private StripeRequests() {
	}

	/** A name of Stripe's, which can stand in a path; empty where it is none. */
	static Optional<ProcessorReference> name(String text) {
		return NAME.matcher(text).matches() ? ProcessorReference.read(text) : Optional.empty();
	}

	/** Why it cannot be asked for; empty where it can. */
	static Optional<String> obstacle(Request request) {
		boolean first = request.kind() == Kind.AUTHORIZE || request.kind() == Kind.SALE;
		if (first && !StripeMethods.accepts(request.paymentMethod())) {
			return Optional.of("payment_method_unknown");
		}
		if (!first && request.charge() == null) {
			return Optional.of("charge_unknown");
		}
		return StripeAmounts.of(request).isEmpty() ? Optional.of("amount_not_representable") : Optional.empty();
	}

	/** What is sent, of what there is no obstacle to. */
	static StripeCall of(Request request) {
		return switch (request.kind()) {
			case AUTHORIZE -> charge(request, "manual");
			case SALE -> charge(request, "automatic");
			case CAPTURE -> StripeCall.post(INTENTS + "/" + charged(request) + "/capture", key(request))
				.with("amount_to_capture", amount(request))
				.with("metadata[" + CAPTURE + "]", key(request))
				.with(EXPAND, CHARGE);
			case VOID -> StripeCall.post(INTENTS + "/" + charged(request) + "/cancel", key(request));
			case REFUND -> marked(StripeCall.post(REFUNDS, key(request))
				.with("payment_intent", charged(request).toString())
				.with("amount", amount(request)), request);
		};
	}

	private static StripeCall charge(Request request, String capture) {
		PaymentMethod method = request.paymentMethod();
		String token = StripeMethods.token(method);
		StripeCall call = StripeCall.post(INTENTS, key(request))
			.with("amount", amount(request))
			.with("currency", request.currency().toLowerCase(Locale.ROOT))
			.with("capture_method", capture)
			.with("payment_method_types[0]", "card")
			.with("customer", StripeMethods.customer(method))
			.with("confirm", "true");
		return marked(asked(paidWith(call, token), request), request).with(EXPAND, CHARGE);
	}

	private static StripeCall paidWith(StripeCall call, String token) {
		return token.startsWith("tok_")
				? call.with("payment_method_data[type]", "card").with("payment_method_data[card][token]", token)
				: call.with("payment_method", token);
	}

	/** Who cannot be sent to a page, and back, is not asked: that is a decline. */
	private static StripeCall asked(StripeCall call, Request request) {
		if (StripeMethods.isOffSession(request.paymentMethod())) {
			return call.with("off_session", "true");
		}
		return (request.returnUrl() != null) ? call.with("return_url", request.returnUrl().toString())
				: call.with("error_on_requires_action", "true");
	}

	private static StripeCall marked(StripeCall call, Request request) {
		return call.with("metadata[" + PAYMENT + "]", request.payment().toString())
			.with("metadata[" + OPERATION + "]", key(request));
	}

	/** A payment as it is now. */
	static StripeCall intent(ProcessorReference id) {
		return StripeCall.get(INTENTS + "/" + id).with(EXPAND, CHARGE);
	}

	/**
	 * The payments that were made for an operation, written {@code op_…}. Stripe's search
	 * runs behind by up to a minute, sometimes more: nothing found is no proof.
	 */
	static StripeCall search(String operation) {
		return StripeCall.get(INTENTS + "/search")
			.with("query", "metadata['" + OPERATION + "']:'" + operation + "'")
			.with("limit", "2");
	}

	/**
	 * Gives a payment up that nobody will try again. A repeat does no harm, so that there
	 * is no key.
	 */
	static StripeCall cancel(ProcessorReference id) {
		return StripeCall.post(INTENTS + "/" + id + "/cancel", null);
	}

	/** The same, of one whose customer never came back. */
	static StripeCall abandon(ProcessorReference id) {
		return cancel(id).with("cancellation_reason", ABANDONED);
	}

	/** A refund as it is now. */
	static StripeCall refund(ProcessorReference id) {
		return StripeCall.get(REFUNDS + "/" + id);
	}

	/** A page of the refunds of a payment, newest first. */
	static StripeCall refunds(Request request, String after) {
		return StripeCall.get(REFUNDS)
			.with("payment_intent", charged(request).toString())
			.with("limit", String.valueOf(PAGE))
			.with("starting_after", after.isEmpty() ? null : after);
	}

	static ProcessorReference charged(Request request) {
		return Objects.requireNonNull(request.charge());
	}

	private static String amount(Request request) {
		return String.valueOf(StripeAmounts.of(request).orElseThrow());
	}

	private static String key(Request request) {
		return request.operation().toString();
	}

}
