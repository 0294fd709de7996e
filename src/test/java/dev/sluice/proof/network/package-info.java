/**
 * Wires that are cut, clogged or silent, and callers that hang up.
 */
@NullMarked
package dev.sluice.proof.network;

import org.jspecify.annotations.NullMarked;
