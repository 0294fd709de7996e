/** Proofs of how events are given to those who come for them. */
@NullMarked
package dev.sluice.destinations.consumers;

import org.jspecify.annotations.NullMarked;
