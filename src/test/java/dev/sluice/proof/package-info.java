/**
 * Proofs of what must never happen, with real processes, wires and databases; here are
 * those who take part in them, and in the rooms is what they prove.
 */
@NullMarked
package dev.sluice.proof;

import org.jspecify.annotations.NullMarked;
