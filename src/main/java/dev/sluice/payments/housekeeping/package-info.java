/**
 * What time alone makes of payments: authorizations run out and old keys are forgotten.
 */
@NullMarked
package dev.sluice.payments.housekeeping;

import org.jspecify.annotations.NullMarked;
