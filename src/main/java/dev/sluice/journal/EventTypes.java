package dev.sluice.journal;

import java.util.Set;

import org.springframework.util.Assert;

/**
 * The types of entries that a module appends, declared as a bean, so that whoever asks
 * for a type that does not exist can be told.
 *
 * @param names such as {@code payment.captured}; each begins with what it is about
 */
public record EventTypes(Set<String> names) {

	public EventTypes {
		names = Set.copyOf(names);
		names.forEach(
				(name) -> Assert.isTrue(Subject.isOfOne(name), () -> "It is not known what " + name + " is about"));
	}

}
