package dev.sluice.processors.stripe;

import java.util.List;
import java.util.regex.Pattern;

import dev.sluice.payments.port.MethodType;
import dev.sluice.payments.port.MethodType.Field;
import dev.sluice.payments.words.PaymentMethod;
import org.jspecify.annotations.Nullable;

/** What can be charged at Stripe: cards, by the tokens that Stripe has for them. */
final class StripeMethods {

	private static final String NAME = "stripe";

	private static final String TOKEN = "token";

	private static final String CUSTOMER = "customer";

	private static final String OFF_SESSION = "off_session";

	/** A payment method that is written as an object. */
	static final MethodType TYPE = new MethodType(NAME,
			List.of(new Field(TOKEN, 255, true), new Field(CUSTOMER, 255, false), new Field(OFF_SESSION, 5, false)));

	private static final Pattern PAYABLE = Pattern.compile("(?:pm|tok|card)_[A-Za-z0-9_]{1,250}");

	private static final Pattern PAYER = Pattern.compile("cus_[A-Za-z0-9_]{1,250}");

	private StripeMethods() {
	}

	/** Whether it is one of Stripe's, as far as its form tells. */
	static boolean accepts(PaymentMethod method) {
		if (method.type() != null && !method.type().equals(NAME)) {
			return false;
		}
		String customer = customer(method);
		String offSession = method.detail(OFF_SESSION);
		return PAYABLE.matcher(token(method)).matches() && (customer == null || PAYER.matcher(customer).matches())
				&& (offSession == null || List.of("true", "false").contains(offSession));
	}

	static String token(PaymentMethod method) {
		String token = method.detail(TOKEN);
		return (token != null) ? token : "";
	}

	/** Whose it is at Stripe; null where nothing is said. */
	static @Nullable String customer(PaymentMethod method) {
		return method.detail(CUSTOMER);
	}

	/** Whether the customer is not there to be asked. */
	static boolean isOffSession(PaymentMethod method) {
		return "true".equals(method.detail(OFF_SESSION));
	}

}
