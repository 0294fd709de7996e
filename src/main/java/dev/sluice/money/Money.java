package dev.sluice.money;

import java.math.BigDecimal;
import java.util.Optional;

import dev.sluice.http.JsonBody;

/**
 * An amount of a currency.
 *
 * @param amount in minor units of the currency
 * @param currency ISO 4217; one that is not in the table can be printed, but not read
 */
public record Money(long amount, String currency) {

	private static final int MAX_CODE = 100;

	/**
	 * Reads {@code amount} and {@code currency}, within the bounds of that currency.
	 * @return what was read; where a field is at fault the body knows, and says so when
	 * it is finished
	 */
	public static Money read(JsonBody body) {
		long amount = body.requiredInteger("amount");
		String code = body.requiredText("currency", MAX_CODE);
		Optional<Currency> currency = Currency.find(code);
		if (currency.isEmpty() && body.isSound("currency")) {
			body.reject("currency", "unknown_currency", "must be a three-letter ISO 4217 code in capitals");
		}
		if (currency.isPresent() && body.isSound("amount")) {
			checkBounds(body, amount, currency.get());
		}
		return new Money(amount, code);
	}

	private static void checkBounds(JsonBody body, long amount, Currency currency) {
		if (amount < currency.smallest()) {
			body.reject("amount", "amount_too_small",
					"must be at least %d, in the minor unit of %s".formatted(currency.smallest(), currency.code()));
		}
		if (amount > currency.largest()) {
			body.reject("amount", "amount_too_large",
					"must be at most %d, in the minor unit of %s".formatted(currency.largest(), currency.code()));
		}
	}

	/** Such as {@code 19.99 EUR}; the exponent is never guessed. */
	@Override
	public String toString() {
		return Currency.find(this.currency)
			.map((known) -> BigDecimal.valueOf(this.amount, known.exponent()).toPlainString() + " " + known.code())
			.orElseGet(() -> this.amount + " minor units of " + this.currency);
	}

}
