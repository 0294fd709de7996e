package dev.sluice.proof.destinations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

import dev.sluice.testing.TestDatabase;

/** Somebody who has a merchant's journal locked, so that nothing is added to it. */
final class JournalLock implements AutoCloseable {

	private static final String LOCK = "select purged from journal_heads where merchant_id = ? for update";

	private final Connection connection;

	private JournalLock(Connection connection) {
		this.connection = connection;
	}

	/** Locks a journal that has entries. */
	static JournalLock of(TestDatabase database, UUID merchant) throws SQLException {
		Connection connection = database.dataSource().getConnection();
		connection.setAutoCommit(false);
		try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
			statement.setObject(1, merchant);
			if (!statement.executeQuery().next()) {
				throw new IllegalStateException("There is no such journal");
			}
		}
		return new JournalLock(connection);
	}

	/** Lets go of it. */
	@Override
	public void close() throws SQLException {
		this.connection.close();
	}

}
