package dev.sluice.warmup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.sluice.postgres.DatabaseCoordinates;
import io.r2dbc.spi.Option;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema for one rehearsal. Whoever uses one holds its lock, so that the next who comes
 * takes away what somebody left who was killed.
 */
final class Stage implements AutoCloseable {

	static final String PREFIX = "sluice_warm_up_";

	private static final Logger log = LoggerFactory.getLogger(Stage.class);

	/** Options by which the tables of callers are found elsewhere than by default. */
	private static final List<String> PATHS = List.of("schema", "currentSchema", "options");

	/** A backup that is under way has the tables locked, and is not waited for. */
	private static final String LOCK_TIMEOUT = "set lock_timeout = '2s'";

	/** Nor is a database that says nothing. */
	private static final int TIMEOUT_SECONDS = 10;

	private static final String LOCK = "select pg_advisory_lock(hashtextextended(?, 0))";

	private static final String ABANDONED = """
			select nspname from pg_namespace
			 where starts_with(nspname, ?) and pg_get_userbyid(nspowner) = current_user
			   and pg_try_advisory_lock(hashtextextended(nspname, 0))""";

	private final Connection connection;

	private final String schema;

	private Stage(Connection connection, String schema) {
		this.connection = connection;
		this.schema = schema;
	}

	/**
	 * Makes a schema with the tables of the application, empty, and takes away those that
	 * nobody uses any more.
	 * @throws SQLException where the role may make none, or the database is away
	 * @throws IllegalStateException where the database is named with a schema
	 */
	static Stage build(DatabaseCoordinates database) throws SQLException {
		if (PATHS.stream().anyMatch((option) -> database.options().hasOption(Option.valueOf(option)))) {
			throw new IllegalStateException("the address of the database names a schema");
		}
		Connection connection = connect(database);
		try {
			run(connection, LOCK_TIMEOUT);
			sweep(connection);
			String schema = PREFIX + UUID.randomUUID().toString().replace("-", "");
			lock(connection, schema);
			connection.setAutoCommit(false);
			run(connection, "create schema " + schema);
			Copy.make(connection, schema);
			connection.commit();
			connection.setAutoCommit(true);
			return new Stage(connection, schema);
		}
		catch (SQLException | RuntimeException ex) {
			// With it goes what was not committed, and the lock.
			connection.close();
			throw ex;
		}
	}

	private static Connection connect(DatabaseCoordinates database) throws SQLException {
		PGSimpleDataSource dataSource = database.dataSource();
		dataSource.setLoginTimeout(TIMEOUT_SECONDS);
		dataSource.setSocketTimeout(TIMEOUT_SECONDS);
		return dataSource.getConnection();
	}

	String schema() {
		return this.schema;
	}

	private static void sweep(Connection connection) throws SQLException {
		List<String> abandoned = new ArrayList<>();
		try (PreparedStatement statement = connection.prepareStatement(ABANDONED)) {
			statement.setString(1, PREFIX);
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					abandoned.add(rows.getString(1));
				}
			}
		}
		for (String schema : abandoned) {
			drop(connection, schema);
		}
	}

	private static void lock(Connection connection, String schema) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
			statement.setString(1, schema);
			var _ = statement.execute();
		}
	}

	private static void drop(Connection connection, String schema) {
		try {
			run(connection, "drop schema if exists " + schema + " cascade");
		}
		catch (SQLException ex) {
			log.warn("The schema {} of a warm-up could not be dropped ({}); a later start does", schema,
					ex.getMessage());
		}
	}

	private static void run(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			var _ = statement.execute(sql);
		}
	}

	/** Nothing of it is left. */
	@Override
	public void close() throws SQLException {
		try (Connection last = this.connection) {
			drop(last, this.schema);
		}
	}

}
