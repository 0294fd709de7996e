/**
 * What time alone makes of payments: authorizations run out, old keys are forgotten, and
 * tables become too large for what PostgreSQL knows of them.
 */
@NullMarked
@MayUse({ "payments.idempotency", "payments.recording", "payments.leases", "payments.lifecycle" })
package dev.sluice.payments.housekeeping;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
