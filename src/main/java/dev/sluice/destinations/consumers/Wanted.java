package dev.sluice.destinations.consumers;

import java.time.Duration;
import java.util.UUID;

/**
 * What somebody comes for.
 *
 * @param merchant in one of its modes
 * @param destination a consumer
 * @param limit how many events at the most
 * @param lease for how long they are nobody else's
 */
public record Wanted(UUID merchant, UUID destination, int limit, Duration lease) {
}
