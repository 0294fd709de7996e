package dev.sluice.postgres.startup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Ends what would keep everybody from a big table: a migration in a transaction holds its
 * locks to its end, and rewrites or reads whole tables meanwhile if it is written so. One
 * outside of a transaction may take its time, since it is made beside those who write.
 *
 * @param longest how long one of its statements may take; zero for as long as it takes
 */
record BriefMigrations(Duration longest) implements Callback {

	/** Of fewer rows all is done in a moment, however busy the machine is. */
	private static final int BIG = 100_000;

	/** With what PostgreSQL ends a statement that takes too long. */
	private static final String ENDED = "57014";

	private static final String BIGGEST = """
			select from pg_class
			 where relkind = 'r' and relnamespace = current_schema()::regnamespace and reltuples >= %d limit 1"""
		.formatted(BIG);

	@Override
	public boolean supports(Event event, Context context) {
		return event == Event.BEFORE_EACH_MIGRATE && this.longest.isPositive();
	}

	@Override
	public boolean canHandleInTransaction(Event event, Context context) {
		return true;
	}

	@Override
	public void handle(Event event, Context context) {
		try {
			Connection connection = context.getConnection();
			if (!connection.getAutoCommit() && hasBigTables(connection)) {
				try (Statement statement = connection.createStatement()) {
					boolean _ = statement.execute("set local statement_timeout = " + this.longest.toMillis());
				}
			}
		}
		catch (SQLException ex) {
			throw new FlywayException("It could not be said how long a migration may take: " + ex.getMessage(), ex);
		}
	}

	private static boolean hasBigTables(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(BIGGEST)) {
			return rows.next();
		}
	}

	@Override
	public String getCallbackName() {
		return "brief migrations";
	}

	/** Whether a migration was ended for how long it took. */
	static boolean haveEnded(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql && ENDED.equals(sql.getSQLState())) {
				return true;
			}
		}
		return false;
	}

}
