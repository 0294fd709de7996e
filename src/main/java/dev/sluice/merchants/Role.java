package dev.sluice.merchants;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a person is to a merchant, and so may do; each of them all that those before may.
 */
public enum Role {

	/** Looks on. */
	VIEWER,

	/** Moves money, too. */
	OPERATOR,

	/** Sees to keys, destinations and accounts at processors, too. */
	ADMIN;

	/** The role of a name; empty where it is none. */
	public static Optional<Role> find(String name) {
		return Arrays.stream(values()).filter((role) -> role.label().equals(name)).findFirst();
	}

	/** Its name in settings, in the database and in the API, such as {@code viewer}. */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** What it may do. */
	public Set<Scope> scopes() {
		return switch (this) {
			case VIEWER -> Set.of(Scope.PAYMENTS_READ, Scope.EVENTS_READ);
			case OPERATOR -> Set.of(Scope.PAYMENTS_READ, Scope.EVENTS_READ, Scope.PAYMENTS_WRITE, Scope.REFUNDS_WRITE);
			case ADMIN -> Set.of(Scope.values());
		};
	}

}
