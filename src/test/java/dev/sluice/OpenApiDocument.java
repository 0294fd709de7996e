package dev.sluice;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;

/**
 * The description of the API as a document.
 *
 * @param root its whole tree
 */
record OpenApiDocument(Map<?, ?> root) {

	private static final Set<String> METHODS = Stream.of(HttpMethod.values())
		.map((method) -> method.name().toLowerCase(Locale.ROOT))
		.collect(Collectors.toSet());

	/** Each operation, by method and path. */
	Map<String, Map<?, ?>> operations() {
		Map<String, Map<?, ?>> operations = new TreeMap<>();
		object(this.root.get("paths")).forEach((path, item) -> object(item).forEach((method, operation) -> {
			if (METHODS.contains(String.valueOf(method))) {
				operations.put(String.valueOf(method).toUpperCase(Locale.ROOT) + " " + path, object(operation));
			}
		}));
		return operations;
	}

	/** Each object of the whole tree, by where it is. */
	Map<String, Map<?, ?>> objects() {
		Map<String, Map<?, ?>> objects = new TreeMap<>();
		collect("#", this.root, objects);
		return objects;
	}

	private static void collect(String place, @Nullable Object value, Map<String, Map<?, ?>> objects) {
		if (value instanceof Map<?, ?> object) {
			objects.put(place, object);
			object.forEach((name, member) -> collect(place + "/" + name, member, objects));
		}
		list(value).forEach((item) -> collect(place + "/-", item, objects));
	}

	/** The names of the query parameters of each operation. */
	Map<String, Set<String>> queryParameters() {
		Map<String, Set<String>> names = new TreeMap<>();
		operations().forEach((name, operation) -> names.put(name,
				list(operation.get("parameters")).stream()
					.map(this::resolve)
					.filter((parameter) -> "query".equals(parameter.get("in")))
					.map((parameter) -> String.valueOf(parameter.get("name")))
					.collect(Collectors.toCollection(TreeSet::new))));
		return names;
	}

	/** What a reference refers to; anything else is itself. */
	Map<?, ?> resolve(@Nullable Object value) {
		Map<?, ?> object = object(value);
		return (object.get("$ref") instanceof String reference) ? object(find(reference)) : object;
	}

	/** What a reference of this document refers to; null where there is nothing. */
	@Nullable Object find(String reference) {
		@Nullable Object found = this.root;
		for (String name : reference.substring("#/".length()).split("/", -1)) {
			found = object(found).get(name);
		}
		return found;
	}

	static Map<?, ?> object(@Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			return map;
		}
		throw new AssertionError("Not an object: " + value);
	}

	static List<?> list(@Nullable Object value) {
		return (value instanceof List<?> list) ? list : List.of();
	}

}
