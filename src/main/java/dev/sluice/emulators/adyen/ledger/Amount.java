package dev.sluice.emulators.adyen.ledger;

/**
 * An amount of money as it is written to Adyen and by it.
 *
 * @param currency ISO 4217
 * @param value in minor units, whose number of digits is Adyen's own for a few currencies
 */
public record Amount(String currency, long value) {

	/** Another amount of the same currency. */
	Amount of(long other) {
		return new Amount(this.currency, other);
	}

}
