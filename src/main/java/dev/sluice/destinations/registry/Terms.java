package dev.sluice.destinations.registry;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a new destination is to be.
 *
 * @param type the way there
 * @param url an address that events may be sent to; null where they are come for
 * @param types of the events that are wanted; all where it is empty
 * @param payload what is told of an event
 * @param description what people call it; null for nothing
 */
public record Terms(Destination.Type type, @Nullable String url, Set<String> types, Destination.Payload payload,
		@Nullable String description) {

	public Terms {
		types = Set.copyOf(types);
	}

}
