/**
 * Processors that are asked by a crowd, have a bad day or answer late: each cent is
 * charged once and both books agree.
 */
@NullMarked
package dev.sluice.proof.processors;

import org.jspecify.annotations.NullMarked;
