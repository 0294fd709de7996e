package dev.sluice.merchants.people;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** What the provider says of somebody. */
record Claims(Map<String, Object> values) {

	/** A text or a list of them, by its name or its path; empty where it is neither. */
	List<String> texts(String name) {
		return switch (find(name)) {
			case String text -> List.of(text);
			case Collection<?> several ->
				several.stream().filter(String.class::isInstance).map(String.class::cast).toList();
			case null, default -> List.of();
		};
	}

	/** The first of these that there is. */
	@Nullable String first(String... names) {
		return List.of(names)
			.stream()
			.map((name) -> texts(name).stream().findFirst().orElse(null))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	/** Names may have dots themselves. */
	private @Nullable Object find(String name) {
		if (this.values.containsKey(name)) {
			return this.values.get(name);
		}
		Object found = this.values;
		for (String part : name.split("\\.", -1)) {
			found = (found instanceof Map<?, ?> map) ? map.get(part) : null;
		}
		return found;
	}

}
