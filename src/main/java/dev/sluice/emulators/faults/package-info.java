/**
 * What goes wrong with an emulator when it is asked to: one plan for each, around answers
 * and notices alike.
 */
@NullMarked
package dev.sluice.emulators.faults;

import org.jspecify.annotations.NullMarked;
