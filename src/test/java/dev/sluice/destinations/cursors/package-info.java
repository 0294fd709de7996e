/** Proofs of how journals are brought to destinations. */
@NullMarked
package dev.sluice.destinations.cursors;

import org.jspecify.annotations.NullMarked;
