/**
 * What goes wrong on purpose, drawn from a seed, so that it can be repeated; emulators of
 * other processors have such faults, too.
 */
@NullMarked
@NamedInterface("faults")
package dev.sluice.simulator.faults;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
