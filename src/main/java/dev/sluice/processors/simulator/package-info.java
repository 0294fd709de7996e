/**
 * The simulator as a processor: its client over HTTP, and its callbacks.
 */
@NullMarked
@MayUse("processors")
package dev.sluice.processors.simulator;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
