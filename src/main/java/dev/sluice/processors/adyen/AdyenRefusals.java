package dev.sluice.processors.adyen;

import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.Outcome;

/** What it means that Adyen refuses a request. Pure. */
final class AdyenRefusals {

	private AdyenRefusals() {
	}

	/** An answer to a request that is sent for the first time. */
	static Outcome first(Request request, AdyenAnswer answer) {
		if (answer.isInvalid()) {
			return AdyenReference.isCharge(request.kind()) ? new Outcome.NotProcessed(reason(answer))
					: AdyenOutcomes.refused(answer);
		}
		boolean nothing = answer.status() == 429
				|| (answer.isRefusal() && (answer.status() == 401 || answer.status() == 403));
		return nothing ? new Outcome.NotProcessed(reason(answer)) : new Outcome.Unknown(reason(answer));
	}

	/**
	 * An answer to a request that was sent before, and whose key is still remembered: had
	 * the first one been taken on, Adyen would repeat what came of it instead of finding
	 * fault with it. Of a charge that is not relied on: it is left to a person.
	 */
	static Outcome repeated(Request request, AdyenAnswer answer) {
		if (!answer.isInvalid()) {
			return new Outcome.Unknown(reason(answer));
		}
		return AdyenReference.isCharge(request.kind()) ? new Outcome.Unanswerable(reason(answer))
				: AdyenOutcomes.refused(answer);
	}

	static String reason(AdyenAnswer answer) {
		String code = answer.text("errorCode");
		return switch (answer.status()) {
			case 401, 403 -> "credentials_refused";
			case 429 -> Outcome.NotProcessed.OVERLOADED;
			default -> code.isEmpty() ? "http_" + answer.status() : "error_" + code;
		};
	}

}
