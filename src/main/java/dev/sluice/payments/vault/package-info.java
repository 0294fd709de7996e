/**
 * The secrets of payment methods, such as encrypted cards: sealed, beside the payment and
 * never in it, and only for as long as its charge is under way.
 */
@NullMarked
@MayUse("payments.words")
package dev.sluice.payments.vault;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
