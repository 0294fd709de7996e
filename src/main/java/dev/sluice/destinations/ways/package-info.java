/**
 * What it is to bring something to a destination, whichever way, and what can come of it.
 */
@NullMarked
package dev.sluice.destinations.ways;

import org.jspecify.annotations.NullMarked;
