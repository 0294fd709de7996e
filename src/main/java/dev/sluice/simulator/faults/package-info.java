/**
 * What goes wrong on purpose, drawn from a seed, so that it can be repeated.
 */
@NullMarked
package dev.sluice.simulator.faults;

import org.jspecify.annotations.NullMarked;
