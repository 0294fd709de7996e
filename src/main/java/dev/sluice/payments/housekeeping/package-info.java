/**
 * What time alone makes of payments: authorizations run out, and old keys are forgotten.
 */
@NullMarked
@MayUse({ "payments.idempotency", "payments.recording", "payments.leases", "payments.lifecycle" })
package dev.sluice.payments.housekeeping;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
