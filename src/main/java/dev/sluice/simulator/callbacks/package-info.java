/**
 * What the simulator tells by itself, signed, when something has ended later.
 */
@NullMarked
@MayUse({ "simulator.faults", "simulator.issuer" })
package dev.sluice.simulator.callbacks;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
