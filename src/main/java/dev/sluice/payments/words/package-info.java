/**
 * The words in which payments and processors speak of what is asked for and what came of
 * it. Pure, as the life of a payment is, which is told in them; all who implement the
 * port see them.
 */
@NullMarked
@NamedInterface("words")
@MayUse({})
package dev.sluice.payments.words;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
