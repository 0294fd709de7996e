package dev.sluice.processors.registry;

import java.util.Set;

import dev.sluice.payments.words.PaymentMethod;
import org.jspecify.annotations.Nullable;

/**
 * Which payments an account is asked for.
 *
 * @param currencies ISO 4217; all where it is empty
 * @param amountGte the smallest amount, in minor units; null for any
 * @param amountLte the largest amount, in minor units; null for any
 * @param paymentMethods types of payment methods, {@link #TOKEN} for a token by itself;
 * all where it is empty
 */
public record RoutingRule(Set<String> currencies, @Nullable Long amountGte, @Nullable Long amountLte,
		Set<String> paymentMethods) {

	/** What a token by itself is called. */
	public static final String TOKEN = "token";

	/** Every payment. */
	public static final RoutingRule ALL = new RoutingRule(Set.of(), null, null, Set.of());

	public RoutingRule {
		currencies = Set.copyOf(currencies);
		paymentMethods = Set.copyOf(paymentMethods);
	}

	/** Whether payments of this currency and amount are wanted. */
	boolean takes(String currency, long amount) {
		return (this.currencies.isEmpty() || this.currencies.contains(currency))
				&& (this.amountGte == null || amount >= this.amountGte)
				&& (this.amountLte == null || amount <= this.amountLte);
	}

	/** Whether payments with such a payment method are wanted. */
	boolean takes(PaymentMethod method) {
		String type = method.type();
		return this.paymentMethods.isEmpty() || this.paymentMethods.contains((type != null) ? type : TOKEN);
	}

}
