package dev.sluice.emulators.book;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one request changes, written together or not at all.
 *
 * @param entries objects as they are from now on, new ones among them, in their order
 * @param removed the ids of those that are no more
 * @param notices what is to be told
 * @param tasks what ends later
 */
public record Changes(List<Entry> entries, List<String> removed, List<Notice> notices, List<Task> tasks) {

	/** Nothing. */
	public static final Changes NONE = new Changes(List.of(), List.of(), List.of(), List.of());

	/** Objects alone. */
	public static Changes of(Entry... entries) {
		return new Changes(List.of(entries), List.of(), List.of(), List.of());
	}

	/** An object that is no more. */
	public static Changes without(String id) {
		return new Changes(List.of(), List.of(id), List.of(), List.of());
	}

	/** These and others; of an object that is in both the others' state. */
	public Changes and(Changes others) {
		return new Changes(concat(this.entries, others.entries), concat(this.removed, others.removed),
				concat(this.notices, others.notices), concat(this.tasks, others.tasks));
	}

	/** The last state of each object. */
	List<Entry> last() {
		Map<String, Entry> last = new LinkedHashMap<>();
		this.entries.forEach((entry) -> last.put(entry.id(), entry));
		return List.copyOf(last.values());
	}

	private static <T> List<T> concat(List<T> first, List<T> second) {
		return Stream.concat(first.stream(), second.stream()).toList();
	}

}
