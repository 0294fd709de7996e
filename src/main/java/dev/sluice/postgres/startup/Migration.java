package dev.sluice.postgres.startup;

import java.sql.SQLException;
import java.util.Map;

import dev.sluice.postgres.DatabaseCoordinates;
import dev.sluice.postgres.DatabaseStartException;
import dev.sluice.postgres.PostgresSettings;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.StringUtils;

/**
 * Brings the schema of a database up to date.
 *
 * @param database the database that the application will use
 * @param settings who migrates, and from where
 * @param postgres how long it waits for a database that is away
 */
record Migration(DatabaseCoordinates database, MigrationSettings settings, PostgresSettings postgres) {

	private static final Logger logger = LoggerFactory.getLogger(Migration.class);

	/**
	 * Applies what is missing, once the database is there. One that goes away in between
	 * is waited for as well: each migration is done wholly or not at all.
	 * @throws DatabaseStartException if the database cannot be reached or a migration
	 * fails
	 */
	void run() {
		try {
			report(new AwaitedDatabase(target(), this.postgres.startTimeout())
				.attempt(() -> new PatientMigration(dataSource(), flyway()).run()));
		}
		catch (FlywayException ex) {
			throw failure(ex);
		}
	}

	private Flyway flyway() {
		return Flyway.configure()
			.dataSource(dataSource())
			.locations(this.settings.locations().toArray(String[]::new))
			.failOnMissingLocations(true)
			.validateMigrationNaming(true)
			.lockRetryCount(this.settings.lockRetryCount())
			.initSql(PatientMigration.LOCK_TIMEOUT)
			.callbacks(new BriefMigrations(this.postgres.migrationTimeout()))
			// An index cannot be made concurrently while Flyway's own lock is a
			// transaction's.
			.configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
			.loggers("slf4j")
			.load();
	}

	private PGSimpleDataSource dataSource() {
		PGSimpleDataSource dataSource = this.database.dataSource();
		if (StringUtils.hasText(this.settings.url())) {
			setUrl(dataSource, this.settings.url());
		}
		if (StringUtils.hasText(this.settings.user())) {
			dataSource.setUser(this.settings.user());
			dataSource.setPassword(this.settings.password());
		}
		// Else a server that takes connections and says nothing would hold the start for
		// ever.
		dataSource.setLoginTimeout(Math.max(1, (int) this.postgres.connectTimeout().toSeconds()));
		return dataSource;
	}

	private static void setUrl(PGSimpleDataSource dataSource, String url) {
		try {
			dataSource.setURL(url);
		}
		catch (IllegalArgumentException ex) {
			// The cause is left out, for it quotes the address and what secrets it holds.
			throw new DatabaseStartException("spring.flyway.url is not an address that PostgreSQL's JDBC understands.",
					"Set it to an address like jdbc:postgresql://localhost:5432/sluice, or leave it out.");
		}
	}

	private void report(MigrateResult result) {
		if (result.migrationsExecuted == 0) {
			logger.info("The schema of {} is up to date", this.database);
		}
		else {
			logger.info("Migrated the schema of {} to version {} ({} migrations)", this.database,
					result.targetSchemaVersion, result.migrationsExecuted);
		}
	}

	private DatabaseStartException failure(FlywayException failure) {
		if (BriefMigrations.haveEnded(failure)) {
			return tookTooLong(failure);
		}
		SQLException refusal = refusal(failure);
		if (refusal != null) {
			return new DatabaseStartException("The database " + target() + " cannot be used: " + refusal
				.getMessage(), "Make sure that it runs and can be reached from here, and check spring.r2dbc.url, "
						+ "spring.r2dbc.username and spring.r2dbc.password (or spring.flyway.url, "
						+ "spring.flyway.user and spring.flyway.password, where these are set). By TLS it is known as "
						+ "spring.r2dbc.properties.sslMode and sslRootCert say.",
					failure);
		}
		if (PatientMigration.isLockedOut(failure)) {
			return new DatabaseStartException(
					"The schema of the database " + target()
							+ " could not be migrated: its tables are in use, and others must not "
							+ "be kept waiting for it. " + failure.getMessage(),
					"Look in pg_stat_activity for transactions that have been open for long (a backup, a report, "
							+ "somebody's session), end them or wait for them, then start again, at a quieter time if "
							+ "need be: what is done stays done, and what failed is done anew.",
					failure);
		}
		return new DatabaseStartException(
				"The schema of the database " + target() + " could not be migrated: " + failure.getMessage(),
				"Mend what the message names, then start again: what a migration that failed has left behind does no harm.",
				failure);
	}

	private DatabaseStartException tookTooLong(FlywayException failure) {
		return new DatabaseStartException("The schema of the database " + target()
				+ " was not migrated: a statement took longer than " + this.postgres.migrationTimeout().toMillis()
				+ " ms, and all who need its tables would have waited for it. Nothing of its migration was kept. "
				+ failure.getMessage(),
				"Stop the gateways and run migrate with --sluice.postgres.migration-timeout=0s, or with as long as "
						+ "your callers can wait. A migration of your own should make an index concurrently (beside it "
						+ "a file .conf with executeInTransaction=false), and add a constraint as not valid, to be "
						+ "validated by a migration of its own.",
				failure);
	}

	private String target() {
		return StringUtils.hasText(this.settings.url()) ? "of spring.flyway.url" : this.database.toString();
	}

	/** What the server, or the way to it, said against a connection. */
	private static @Nullable SQLException refusal(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql && String.valueOf(sql.getSQLState()).matches("(08|28|3D|53|57).*")) {
				return sql;
			}
		}
		return null;
	}

}
