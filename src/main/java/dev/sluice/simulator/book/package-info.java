/**
 * What was asked for, once, and what came of it: the simulator's own durable account,
 * which ends in time what waits.
 */
@NullMarked
package dev.sluice.simulator.book;

import org.jspecify.annotations.NullMarked;
