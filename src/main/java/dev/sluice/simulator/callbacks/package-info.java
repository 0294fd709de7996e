/**
 * What the simulator tells by itself, signed, when something has ended later.
 */
@NullMarked
package dev.sluice.simulator.callbacks;

import org.jspecify.annotations.NullMarked;
