package dev.sluice.emulators.adyen.ledger;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param pending until a payment that was only received is authorised
 * @param modification until a capture, a cancellation or a refund is decided
 * @param failure until what was done turns out to have failed
 * @param dispute until a cardholder disputes, and until each step of that
 * @param challenge how long a shopper may take on the page of the bank
 * @param authorisation how long an authorisation holds
 */
public record Timing(Duration pending, Duration modification, Duration failure, Duration dispute, Duration challenge,
		Duration authorisation) {
}
