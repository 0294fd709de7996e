/**
 * The read side: payments by what is asked for, in pages, lines, tables and sums, each as
 * it is or as it was.
 */
@NullMarked
@MayUse({ "payments.recording", "payments.lifecycle" })
package dev.sluice.payments.search;

import dev.sluice.MayUse;

import org.jspecify.annotations.NullMarked;
