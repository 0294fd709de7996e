/**
 * What operators see of payments and of the processors that are asked for them, in
 * numbers. What they are told apart by is bounded: statuses, codes of our own table, and
 * processors by the names that are configured.
 */
@NullMarked
@MayUse({ "payments.lifecycle", "payments.port", "payments.words" })
package dev.sluice.payments.figures;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
