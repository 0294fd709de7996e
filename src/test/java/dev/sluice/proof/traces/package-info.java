/** Proofs of what is recorded of requests, and of what is not. */
@NullMarked
package dev.sluice.proof.traces;

import org.jspecify.annotations.NullMarked;
