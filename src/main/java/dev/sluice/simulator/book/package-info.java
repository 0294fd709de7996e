/**
 * What was asked for, done once and written down, and ended in time where it waits.
 */
@NullMarked
@MayUse({ "simulator.callbacks", "simulator.issuer" })
package dev.sluice.simulator.book;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
