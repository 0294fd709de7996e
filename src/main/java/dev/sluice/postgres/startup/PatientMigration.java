package dev.sluice.postgres.startup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Migrates a database that others work on. Whoever waits for a lock keeps all waiting who
 * come after him, so no migration waits for longer than a moment; it tries again after a
 * pause, in which they get on, and gives up in the end.
 *
 * @param database where it is
 */
record PatientMigration(DataSource database, Flyway flyway) {

	/**
	 * For every migration that does not say otherwise. One that locks nobody out may.
	 */
	static final String LOCK_TIMEOUT = "set lock_timeout = '2s'";

	private static final Logger logger = LoggerFactory.getLogger(PatientMigration.class);

	private static final int TRIES = 5;

	private static final Duration PAUSE = Duration.ofSeconds(3);

	private static final String LOCKED = "55P03";

	private static final String HISTORY = "select from pg_class where oid = to_regclass('flyway_schema_history')";

	private static final String FAILED = "select from flyway_schema_history where not success limit 1";

	private static final String FORGET = "delete from flyway_schema_history where not success";

	/**
	 * Applies what is missing.
	 * @throws FlywayException if a migration fails, or was locked out each time
	 */
	MigrateResult run() {
		for (int tries = 1;; tries++) {
			try {
				forgetFailures();
				return this.flyway.migrate();
			}
			catch (FlywayException ex) {
				if (tries == TRIES || !isLockedOut(ex)) {
					throw ex;
				}
				logger.warn("The schema cannot be migrated while its tables are in use; trying again in {} s",
						PAUSE.toSeconds());
				pause(ex);
			}
		}
	}

	/**
	 * Only a migration outside of a transaction is noted as failed. It begins by taking
	 * away what it has left before, and is done anew. Where none is, nothing is changed,
	 * which not everybody may who starts a gateway.
	 */
	private void forgetFailures() {
		try (Connection connection = this.database.getConnection();
				Statement statement = connection.createStatement()) {
			if (finds(statement, HISTORY) && finds(statement, FAILED)) {
				var _ = statement.executeUpdate(FORGET);
				logger.info("A migration that failed before is done anew");
			}
		}
		catch (SQLException ex) {
			throw new FlywayException("What failed before could not be looked up: " + ex.getMessage(), ex);
		}
	}

	private static boolean finds(Statement statement, String sql) throws SQLException {
		try (ResultSet rows = statement.executeQuery(sql)) {
			return rows.next();
		}
	}

	/** Whether it failed for a lock that somebody else had. */
	static boolean isLockedOut(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql && LOCKED.equals(sql.getSQLState())) {
				return true;
			}
		}
		return false;
	}

	private static void pause(FlywayException failure) {
		try {
			Thread.sleep(PAUSE);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw failure;
		}
	}

}
