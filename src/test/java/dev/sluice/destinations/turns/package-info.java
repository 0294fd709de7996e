/** What became of destinations, on its way into the journal. */
@NullMarked
package dev.sluice.destinations.turns;

import org.jspecify.annotations.NullMarked;
