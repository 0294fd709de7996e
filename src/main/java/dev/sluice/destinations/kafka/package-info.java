/**
 * The operator's destination: the journals of all merchants in a topic of Kafka's, each
 * entry exactly once and in order. The records and how far each journal has come are one
 * transaction, so that whatever dies, nothing is missing and nothing there twice.
 */
@NullMarked
@MayUse({})
package dev.sluice.destinations.kafka;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
