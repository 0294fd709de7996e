package dev.sluice.destinations.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What is to be different about a destination; null where it stays as it is.
 *
 * @param url an address that events may be sent to
 * @param types of the events that are wanted; all where it is empty
 * @param payload what is told of an event
 * @param described whether the description is another one
 * @param description what people call it then; null for nothing
 */
public record Amendment(@Nullable String url, @Nullable Set<String> types, Destination.@Nullable Payload payload,
		boolean described, @Nullable String description) {

	/** The names of the fields that are different. */
	List<String> fields() {
		List<String> fields = new ArrayList<>();
		if (this.url != null) {
			fields.add("url");
		}
		if (this.types != null) {
			fields.add("types");
		}
		if (this.payload != null) {
			fields.add("payload");
		}
		if (this.described) {
			fields.add("description");
		}
		return fields;
	}

}
