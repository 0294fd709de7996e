package dev.sluice.emulators.adyen.cards;

/**
 * What is kept of a card.
 *
 * @param lastFour its last four digits
 * @param expiry its last month, such as {@code 03/2030}
 */
public record Card(CardBrand brand, String lastFour, String expiry) {
}
