/**
 * Which instance works on which destinations: one on each, a fair share for each, and
 * what one that died had is soon another's.
 */
@NullMarked
package dev.sluice.destinations.ownership;

import org.jspecify.annotations.NullMarked;
