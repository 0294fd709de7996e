package dev.sluice.emulators.stripe.resources;

import java.util.Optional;

import dev.sluice.emulators.stripe.forms.Params;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a payment is to be tried.
 *
 * @param method what is to be paid with; empty for what the payment has
 * @param offSession whether the cardholder is not there
 * @param errorOnAction whether it fails where he would have to be asked
 * @param returnUrl where he goes after he was asked; null where nothing is said
 */
record Trial(Optional<GivenMethod> method, boolean offSession, boolean errorOnAction, @Nullable String returnUrl) {

	static Trial read(Params params, long now) {
		boolean offSession = params.choice("off_session", "true", "false", "one_off", "recurring")
			.filter((word) -> !word.equals("false"))
			.isPresent();
		boolean errorOnAction = params.flag("error_on_requires_action").orElse(false);
		params.ignore("use_stripe_sdk");
		String returnUrl = params.text("return_url", WebAddress.MAX_LENGTH).orElse(null);
		if (returnUrl != null && WebAddress.read(returnUrl).isEmpty()) {
			throw StripeError.ofParam("url_invalid", "return_url", "Not a valid URL");
		}
		return new Trial(GivenMethod.read(params, now), offSession, errorOnAction, returnUrl);
	}

	/** Some of it can be said together with {@code confirm} alone. */
	void checkAllowed(boolean confirm) {
		if (!confirm && (this.returnUrl != null || this.offSession || this.errorOnAction)) {
			String name = (this.returnUrl != null) ? "return_url"
					: this.offSession ? "off_session" : "error_on_requires_action";
			throw StripeError.ofParam(null, name, "You cannot provide " + name + " when confirm is not true.");
		}
	}

	/** Whoever may be sent away has to know the way back. */
	void checkReturn(ObjectNode intent) {
		boolean mayRedirect = intent.path("automatic_payment_methods")
			.path("allow_redirects")
			.asString("never")
			.equals("always");
		if (mayRedirect && this.returnUrl == null && !this.offSession) {
			throw StripeError.ofRequest(null, "This PaymentIntent is configured to accept payment methods enabled in "
					+ "your Dashboard. Because some of these payment methods might redirect your customer off of your "
					+ "page, you must provide a `return_url`. If you don't want to accept redirect-based payment "
					+ "methods, set `automatic_payment_methods[enabled]` to `true` and "
					+ "`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment "
					+ "Intents.");
		}
	}

}
