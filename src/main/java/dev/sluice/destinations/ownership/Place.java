package dev.sluice.destinations.ownership;

import java.util.UUID;

/** A destination, by its merchant and its id. */
public record Place(UUID merchant, UUID destination) {
}
