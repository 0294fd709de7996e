package dev.sluice.postgres;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import io.r2dbc.spi.R2dbcException;

/**
 * Which errors are the database's own trouble. What it says of a statement, that it
 * breaks a constraint, say, or takes too long, is an answer like any other.
 */
public final class DatabaseTrouble {

	/**
	 * It is read-only (25006), its disk or memory is full (53), or a limit of it is
	 * reached.
	 */
	private static final Set<String> UNWRITABLE = Set.of("25006", "53000", "53100", "53200", "53400");

	private static final String FULL = "53300";

	private DatabaseTrouble() {
	}

	/**
	 * Whether it was not reached, or went away: a connection that failed or broke (08),
	 * none to be had (53300), or a server that stops or starts (57P).
	 */
	static boolean isAway(Throwable error) {
		return switch (error) {
			case R2dbcException exception -> isAway(Objects.requireNonNullElse(exception.getSqlState(), ""));
			case IOException _, TimeoutException _ -> true;
			default -> false;
		};
	}

	private static boolean isAway(String state) {
		return state.isEmpty() || state.startsWith("08") || state.startsWith("57P") || state.equals(FULL);
	}

	/** Whether it is there, but has no connection to spare. */
	static boolean isFull(Throwable error) {
		return error instanceof R2dbcException exception && FULL.equals(exception.getSqlState());
	}

	/** Whether it takes nothing new just now, whoever asks. */
	public static boolean isUnwritable(Throwable error) {
		return error instanceof R2dbcException exception
				&& UNWRITABLE.contains(Objects.requireNonNullElse(exception.getSqlState(), ""));
	}

}
