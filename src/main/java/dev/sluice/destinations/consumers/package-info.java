/**
 * Gives events to those who come for them: each to one of them at a time, those of a
 * subject in order, and again where it was not acknowledged in time.
 */
@NullMarked
@MayUse({ "destinations.registry", "destinations.turns" })
package dev.sluice.destinations.consumers;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
