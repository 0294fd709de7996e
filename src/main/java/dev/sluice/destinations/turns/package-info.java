/**
 * What became of destinations by themselves: written down with the change itself, and
 * told in the journal of their merchant after it, each once and in order.
 */
@NullMarked
@MayUse("destinations.registry")
package dev.sluice.destinations.turns;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
