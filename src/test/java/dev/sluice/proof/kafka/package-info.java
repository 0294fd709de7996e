/** Proofs of what stands in Kafka, whatever dies. */
@NullMarked
package dev.sluice.proof.kafka;

import org.jspecify.annotations.NullMarked;
