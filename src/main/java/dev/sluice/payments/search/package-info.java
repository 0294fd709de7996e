/**
 * The read side: payments by what is asked for, as pages, lines, tables and sums, as they
 * are and as they were.
 */
@NullMarked
@MayUse({ "payments.recording", "payments.lifecycle", "payments.words" })
package dev.sluice.payments.search;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
