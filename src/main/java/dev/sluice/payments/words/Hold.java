package dev.sluice.payments.words;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * On which terms a processor has authorized a payment, where it says so.
 *
 * @param rules how the payment can go on
 * @param until until when the authorization holds; null where it is not told
 */
public record Hold(Rules rules, @Nullable Instant until) {
}
