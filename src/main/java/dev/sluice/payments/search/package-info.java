/**
 * The read side: payments by what is asked for, in pages, lines, tables and sums, each as
 * it is or as it was.
 */
@NullMarked
package dev.sluice.payments.search;

import org.jspecify.annotations.NullMarked;
