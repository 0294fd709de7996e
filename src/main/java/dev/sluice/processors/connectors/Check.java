package dev.sluice.processors.connectors;

/**
 * What came of trying an account's credentials.
 *
 * @param works whether the processor takes them
 * @param detail a sentence for the merchant that says what to do where it does not; no
 * secret is in it
 */
public record Check(boolean works, String detail) {
}
