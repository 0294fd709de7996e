package dev.sluice.postgres.startup;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Which errors of JDBC get better by waiting: those of a database that is away. */
final class Absence {

	/**
	 * Nobody listens or answers (08001), the connection is gone (08003), the server has
	 * no place left (53300), stops (57P01), has crashed (57P02) or starts (57P03).
	 */
	private static final Set<String> STATES = Set.of("08001", "08003", "53300", "57P01", "57P02", "57P03");

	/** The driver says this of a wrong certificate, too. */
	private static final String BROKEN = "08006";

	private Absence() {
	}

	static boolean isReasonOf(Throwable failure) {
		return causes(failure).anyMatch((cause) -> cause instanceof SQLException sql && isAway(sql));
	}

	/** What the database, or the way to it, said in one line. */
	static String words(Throwable failure) {
		return causes(failure).filter(SQLException.class::isInstance)
			.map((cause) -> String.valueOf(cause.getMessage()).lines().findFirst().orElse(""))
			.findFirst()
			.orElse("");
	}

	private static boolean isAway(SQLException error) {
		String state = Objects.requireNonNullElse(error.getSQLState(), "");
		return STATES.contains(state) || (state.equals(BROKEN) && causes(error).anyMatch(Absence::isOfTheNetwork));
	}

	private static boolean isOfTheNetwork(Throwable cause) {
		return Stream
			.<Class<?>>of(SocketException.class, SocketTimeoutException.class, UnknownHostException.class,
					EOFException.class)
			.anyMatch((kind) -> kind.isInstance(cause));
	}

	private static Stream<Throwable> causes(Throwable failure) {
		return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
	}

}
