package dev.sluice.emulators.stripe.life;

import java.util.Set;

/** Where a payment stands, in Stripe's words. */
final class Status {

	static final String REQUIRES_PAYMENT_METHOD = "requires_payment_method";

	static final String REQUIRES_CONFIRMATION = "requires_confirmation";

	static final String REQUIRES_ACTION = "requires_action";

	static final String REQUIRES_CAPTURE = "requires_capture";

	static final String SUCCEEDED = "succeeded";

	static final String CANCELED = "canceled";

	/** Nothing was charged yet. */
	static final Set<String> OPEN = Set.of(REQUIRES_PAYMENT_METHOD, REQUIRES_CONFIRMATION, REQUIRES_ACTION);

	private Status() {
	}

}
