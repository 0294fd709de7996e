package dev.sluice.emulators.adyen.requests;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

import dev.sluice.emulators.adyen.ledger.Amount;
import dev.sluice.money.Currency;
import dev.sluice.money.Money;

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

	/** The same amount in the minor units of ISO 4217, as far as they can tell it. */
	public static Money money(Amount amount) {
		int digits = Currency.find(amount.currency()).map(Currency::exponent).orElse(0);
		int own = OWN.getOrDefault(amount.currency(), digits);
		long value = BigDecimal.valueOf(amount.value(), own)
			.movePointRight(digits)
			.setScale(0, RoundingMode.DOWN)
			.longValueExact();
		return new Money(value, amount.currency());
	}

}
