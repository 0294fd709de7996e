/** The journal to Kafka, beside what Kafka's own producer reaches. */
@NullMarked
package dev.sluice.bench.relay;

import org.jspecify.annotations.NullMarked;
