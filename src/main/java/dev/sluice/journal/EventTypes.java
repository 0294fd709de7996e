package dev.sluice.journal;

import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

import dev.sluice.values.TypeId;

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

	/**
	 * What entries are about, by the first word of their type, and how its id is written.
	 */
	enum Subject {

		PAYMENT("payment", "pay"),

		DESTINATION("destination", "dst");

		private final String start;

		private final String field;

		private final String prefix;

		Subject(String word, String prefix) {
			this.start = word + ".";
			this.field = word + "_id";
			this.prefix = prefix;
		}

		/** What an entry of this type is about. */
		static Subject of(String type) {
			return type.startsWith(DESTINATION.start) ? DESTINATION : PAYMENT;
		}

		/** Whether it is known what entries of this type are about. */
		static boolean isOfOne(String type) {
			return Arrays.stream(values()).anyMatch((subject) -> type.startsWith(subject.start));
		}

		/** The field of its id. */
		String field() {
			return this.field;
		}

		/** Its id as it is written. */
		String write(UUID id) {
			return TypeId.write(this.prefix, id);
		}

	}

}
