package dev.sluice.emulators.adyen.forms;

import java.util.Arrays;
import java.util.List;

import dev.sluice.emulators.adyen.cards.CardBrand;

/** How shoppers may pay. */
public record PaymentMethodsAnswer(List<Method> paymentMethods) {

	/** With cards alone. */
	public static final PaymentMethodsAnswer CARDS = new PaymentMethodsAnswer(
			List.of(new Method(Arrays.stream(CardBrand.values()).map(CardBrand::text).toList(), "Cards", "scheme")));

	/** One that can be offered. */
	public record Method(List<String> brands, String name, String type) {
	}

}
