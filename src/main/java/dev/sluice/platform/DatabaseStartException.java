package dev.sluice.platform;

import org.jspecify.annotations.Nullable;

/** Why the application cannot start with its database, and what its operator can do. */
class DatabaseStartException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	DatabaseStartException(String description, String action, @Nullable Throwable cause) {
		super(description, cause);
		this.action = action;
	}

	DatabaseStartException(String description, String action) {
		this(description, action, null);
	}

	String action() {
		return this.action;
	}

}
