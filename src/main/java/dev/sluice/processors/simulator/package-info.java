/**
 * The simulator as a processor: its client over HTTP, and its callbacks.
 */
@NullMarked
@MayUse("processors.calls")
package dev.sluice.processors.simulator;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
