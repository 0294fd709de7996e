@NullMarked
package dev.sluice.destinations.kafka;

import org.jspecify.annotations.NullMarked;
