package dev.sluice.destinations.consumers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.sluice.destinations.registry.Destination.Payload;
import org.jspecify.annotations.Nullable;

/**
 * What was taken for somebody who came.
 *
 * @param payload what is told of an event
 * @param positions of the events that are his, in order; none where there is nothing
 * @param until when they are not his any more
 * @param more whether there may be something behind what was looked at
 * @param nextDue in how long something that another has is due again; null where nothing
 * is
 * @param turned whether that made the destination another one
 */
record Taken(Payload payload, List<Long> positions, Instant until, boolean more, @Nullable Duration nextDue,
		boolean turned) {
}
