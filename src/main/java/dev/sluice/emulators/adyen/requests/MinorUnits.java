package dev.sluice.emulators.adyen.requests;

import java.math.BigDecimal;
import java.util.Map;

import dev.sluice.emulators.adyen.ledger.Amount;
import dev.sluice.money.Currency;

/**
 * How many digits of an amount stand behind its point: those of ISO 4217, but for the
 * currencies for which Adyen has its own.
 */
public final class MinorUnits {

	private static final Map<String, Integer> OWN = Map.of("CLP", 2, "CVE", 0, "IDR", 0, "ISK", 2);

	private MinorUnits() {
	}

	static boolean isCurrency(String code) {
		return Currency.find(code).isPresent();
	}

	/** Such as {@code 19.99 EUR}. */
	public static String show(Amount amount) {
		int digits = OWN.getOrDefault(amount.currency(), Currency.find(amount.currency()).map(Currency::exponent)
			.orElse(0));
		return BigDecimal.valueOf(amount.value(), digits).toPlainString() + " " + amount.currency();
	}

}
