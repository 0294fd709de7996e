package dev.sluice.roles;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The roles of an instance ({@code sluice.roles}); all where nothing is said.
 *
 * @param held one at least
 */
public record Roles(Set<Role> held) {

	private static final String PROPERTY = "sluice.roles";

	public Roles {
		held = Set.copyOf(held);
	}

	/**
	 * Reads them.
	 * @throws UnfitRolesException where none is named, or one that there is not, or one
	 * twice
	 */
	static Roles of(Environment environment) {
		return Binder.get(environment)
			.bind(PROPERTY, Bindable.listOf(String.class))
			.map(Roles::read)
			.orElseGet(() -> new Roles(EnumSet.allOf(Role.class)));
	}

	private static Roles read(List<String> labels) {
		if (labels.stream().allMatch(String::isBlank)) {
			throw new UnfitRolesException("sluice.roles names no role.");
		}
		List<Role> named = new ArrayList<>();
		for (String label : labels) {
			Role role = Role.find(label)
				.orElseThrow(
						() -> new UnfitRolesException("sluice.roles names '%s', which is no role.".formatted(label)));
			if (named.contains(role)) {
				throw new UnfitRolesException("sluice.roles names %s twice.".formatted(label));
			}
			named.add(role);
		}
		return new Roles(EnumSet.copyOf(named));
	}

	/** Whether the instance does all that there is to do. */
	public boolean areAll() {
		return this.held.size() == Role.values().length;
	}

	/** Whether it has one of them. */
	boolean haveAny(Role... some) {
		return Arrays.stream(some).anyMatch(this.held::contains);
	}

	/** Their names, in the order in which they are always told. */
	public String labels() {
		return this.held.stream().sorted().map(Role::label).collect(Collectors.joining(", "));
	}

}
