/**
 * What the emulators do by themselves, by what their book says: what is due, and taking
 * away what is old.
 */
@NullMarked
@MayUse("emulators.book")
package dev.sluice.emulators.upkeep;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
