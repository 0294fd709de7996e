/**
 * The client of the simulator: the port spoken over HTTP, and the callbacks it sends.
 */
@NullMarked
package dev.sluice.processors.simulator;

import org.jspecify.annotations.NullMarked;
