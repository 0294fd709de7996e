package dev.sluice.postgres;

import org.jspecify.annotations.Nullable;

/** Why the application cannot start with its database, and what its operator can do. */
public class DatabaseStartException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/** Says what is wrong, without a secret, and what to do about it. */
	public DatabaseStartException(String description, String action, @Nullable Throwable cause) {
		super(description, cause);
		this.action = action;
	}

	public DatabaseStartException(String description, String action) {
		this(description, action, null);
	}

	/** What to do about it. */
	public String action() {
		return this.action;
	}

}
