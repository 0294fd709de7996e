package dev.sluice.journal;

import java.util.Set;

/**
 * The types of entries that a module appends, declared as a bean, so that whoever asks
 * for a type that does not exist can be told.
 *
 * @param names such as {@code payment.captured}
 */
public record EventTypes(Set<String> names) {

	public EventTypes {
		names = Set.copyOf(names);
	}

}
