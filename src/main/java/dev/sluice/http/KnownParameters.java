package dev.sluice.http;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.sluice.values.ShownName;

import org.springframework.util.MultiValueMap;

/**
 * The query parameters that a route knows, said where the route is made: an attribute of
 * it. A route that says nothing knows none, and no route is asked with one that it does
 * not know.
 */
public final class KnownParameters {

	/** No parameter at all. */
	public static final KnownParameters NONE = new KnownParameters(Set.of(), false);

	private static final String ATTRIBUTE = KnownParameters.class.getName();

	private final Set<String> names;

	private final boolean any;

	private KnownParameters(Set<String> names, boolean any) {
		this.names = names;
		this.any = any;
	}

	/** Says of a route that it knows these parameters. */
	public static Consumer<Map<String, Object>> named(String... names) {
		return attribute(new KnownParameters(Arrays.stream(names).collect(Collectors.toUnmodifiableSet()), false));
	}

	/** Says of a route that its parameters are none of the server's business. */
	public static Consumer<Map<String, Object>> any() {
		return attribute(new KnownParameters(Set.of(), true));
	}

	private static Consumer<Map<String, Object>> attribute(KnownParameters parameters) {
		return (attributes) -> attributes.put(ATTRIBUTE, parameters);
	}

	/** What the attributes of a route say. */
	public static KnownParameters of(Map<String, Object> attributes) {
		return (KnownParameters) attributes.getOrDefault(ATTRIBUTE, NONE);
	}

	public Set<String> names() {
		return this.names;
	}

	/**
	 * Sees to it that a query has no other parameters, and none twice.
	 * @throws Problem 422 where it has
	 */
	public void check(MultiValueMap<String, String> query) {
		if (!this.any) {
			query.forEach(this::check);
		}
	}

	private void check(String name, List<String> values) {
		if (!this.names.contains(name)) {
			throw QueryParameters.invalid(ShownName.of(name), "is not a parameter of this address");
		}
		if (values.size() > 1) {
			throw QueryParameters.invalid(name, "is there more than once");
		}
	}

}
