/** A real broker of Kafka's, and who reads from it, for any test. */
@NullMarked
package dev.sluice.testing.kafka;

import org.jspecify.annotations.NullMarked;
