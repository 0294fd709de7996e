/**
 * One key, one effect: reads the key of a request, and answers a repeated request as the
 * first one was answered.
 */
@NullMarked
@MayUse({ "payments.recording", "payments.leases", "payments.words" })
package dev.sluice.payments.idempotency;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
