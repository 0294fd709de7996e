/** Proofs that events arrive where merchants want them, whatever is done to the way. */
@NullMarked
package dev.sluice.proof.destinations;

import org.jspecify.annotations.NullMarked;
