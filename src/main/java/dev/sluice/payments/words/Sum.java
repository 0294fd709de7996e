package dev.sluice.payments.words;

/**
 * An amount of a currency, as a processor says it.
 *
 * @param amount in minor units of the currency
 * @param currency ISO 4217
 */
public record Sum(long amount, String currency) {
}
