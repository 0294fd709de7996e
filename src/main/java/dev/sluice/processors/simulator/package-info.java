/**
 * The client of the simulator: the port spoken over HTTP, and the callbacks it sends.
 */
@NullMarked
@MayUse("processors")
package dev.sluice.processors.simulator;

import dev.sluice.MayUse;

import org.jspecify.annotations.NullMarked;
