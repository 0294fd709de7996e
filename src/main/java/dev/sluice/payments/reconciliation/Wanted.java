package dev.sluice.payments.reconciliation;

import java.time.Instant;

import dev.sluice.merchants.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * What is to be compared.
 *
 * @param from operations that were begun from here on
 * @param to and before here; null for now
 * @param processor the name of one that is configured, an account's id, or the name of
 * the processor at which accounts are; null for all
 * @param merchant null for all
 */
public record Wanted(Instant from, @Nullable Instant to, @Nullable String processor, @Nullable MerchantId merchant) {
}
