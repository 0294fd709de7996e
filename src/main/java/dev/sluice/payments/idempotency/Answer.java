package dev.sluice.payments.idempotency;

import dev.sluice.payments.words.PaymentId;
import dev.sluice.values.RawJson;

/**
 * What a caller who asked for something is told.
 *
 * @param payment the payment, as the API shows it
 * @param pending whether the outcome is open
 * @param replayed whether it was told before
 */
public record Answer(PaymentId id, RawJson payment, boolean pending, boolean replayed) {
}
