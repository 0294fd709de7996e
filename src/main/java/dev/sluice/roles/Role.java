package dev.sluice.roles;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A part of what there is to do, which may be done by processes of its own. */
public enum Role {

	/**
	 * Serves the API below {@code /v1}, what processors tell, and customers who come
	 * back.
	 */
	API,

	/** Serves events, live and in pages, and the page with its signing in. */
	FEED,

	/** Brings events to destinations. */
	DESTINATIONS,

	/** Brings operations to their end that nobody did. */
	RECOVERY,

	/** Lets go of what is old, and of authorizations that have run out. */
	HOUSEKEEPING;

	/** As it is written in {@code sluice.roles}. */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** The role of a name; empty where there is none. */
	static Optional<Role> find(String label) {
		return Arrays.stream(values()).filter((role) -> role.label().equals(label)).findFirst();
	}

	/** The names of all. */
	static String labels() {
		return Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "));
	}

}
