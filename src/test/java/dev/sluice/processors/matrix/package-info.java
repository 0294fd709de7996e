/**
 * Each connector and each fault: what comes of payments, by the gateway's book and by
 * that of the processor's emulator.
 */
@NullMarked
package dev.sluice.processors.matrix;

import org.jspecify.annotations.NullMarked;
