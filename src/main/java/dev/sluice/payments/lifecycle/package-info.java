/**
 * The life of one payment, pure: what it can be asked, what it decides, by which events
 * it changes and what they make of it. No clock, no database, no framework beyond
 * Jackson's annotations: the same arguments give the same answer.
 */
@NullMarked
@MayUse("payments.words")
package dev.sluice.payments.lifecycle;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
