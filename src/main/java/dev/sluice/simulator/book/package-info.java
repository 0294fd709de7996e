/**
 * What was asked for, once, and what came of it: the simulator's own durable account,
 * which ends in time what waits.
 */
@NullMarked
@MayUse({ "simulator.callbacks", "simulator.issuer" })
package dev.sluice.simulator.book;

import dev.sluice.MayUse;

import org.jspecify.annotations.NullMarked;
