/**
 * Sends what emulators tell by themselves, signed in each one's own way, until it is
 * taken, and as badly as the faults ask for.
 */
@NullMarked
@MayUse("emulators.faults")
package dev.sluice.emulators.notices;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
