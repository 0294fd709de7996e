package dev.sluice.peers.mvc;

import java.sql.ResultSet;
import java.util.List;
import java.util.UUID;

import dev.sluice.peers.tables.Caller;
import dev.sluice.peers.tables.NewPayment;
import dev.sluice.peers.tables.Outcome;
import dev.sluice.peers.tables.Payment;
import dev.sluice.peers.tables.Statements;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The tables, by JDBC; each statement that writes is its own transaction. */
@Repository
class Payments {

	private static final String CALLER = Statements.jdbc(Statements.CALLER);

	private static final String CREATE = Statements.jdbc(Statements.CREATE);

	private static final String SETTLE = Statements.jdbc(Statements.SETTLE);

	private static final String REPLAY = Statements.jdbc(Statements.REPLAY);

	private static final String FIND = Statements.jdbc(Statements.FIND);

	private static final String LIST = Statements.jdbc(Statements.LIST);

	private static final String EXPORT = Statements.jdbc(Statements.EXPORT);

	private static final int FETCH = 500;

	private final JdbcTemplate jdbc;

	Payments(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/** Who holds a key; null where nobody does. */
	@Nullable Caller caller(byte[] hash) {
		return DataAccessUtils
			.singleResult(this.jdbc.query(CALLER, (row, number) -> new Caller(row.getObject(1, UUID.class),
					row.getObject(2, UUID.class), row.getString(3)), hash));
	}

	/** Records a payment; false where its key was used before. */
	boolean create(Caller caller, String key, String request, NewPayment made, String change, String data) {
		List<Long> position = this.jdbc.query(CREATE, (row, number) -> row.getLong(1), caller.merchant(), made.id(),
				made.operation(), key, request, change, data, made.payment().currency(), made.payment().amount(),
				made.kind(), made.payment().reference());
		return !position.isEmpty();
	}

	/** Records what came of it. */
	void settle(Caller caller, NewPayment made, Outcome outcome, String change, String data) {
		Payment payment = outcome.payment();
		List<Long> position = this.jdbc.query(SETTLE, (row, number) -> row.getLong(1), caller.merchant(), made.id(),
				made.operation(), outcome.change().type(), change, data, payment.status(), outcome.ended(),
				payment.amountAuthorized(), payment.amountCaptured(), payment.expiresAt());
		if (position.isEmpty()) {
			throw new IllegalStateException(payment.id() + " has an outcome");
		}
	}

	/** What a key was used for. */
	Use use(UUID merchant, String key) {
		return this.jdbc.query(REPLAY, (row, number) -> new Use(row.getString(1), row.getString(2)), merchant, key)
			.getFirst();
	}

	/** A payment's document; null where there is none. */
	@Nullable String find(UUID merchant, UUID id) {
		return DataAccessUtils.singleResult(this.jdbc.query(FIND, (row, number) -> row.getString(1), merchant, id));
	}

	/** A page, newest first. */
	List<Row> list(UUID merchant, UUID before, int limit) {
		return this.jdbc.query(LIST,
				(row, number) -> new Row(row.getLong(1), row.getObject(2, UUID.class), row.getString(3)), merchant,
				merchant, before, limit);
	}

	/** All documents, newest first, by a cursor. */
	@Transactional(readOnly = true)
	void export(UUID merchant, RowCallbackHandler line) {
		this.jdbc.query((connection) -> {
			var statement = connection.prepareStatement(EXPORT, ResultSet.TYPE_FORWARD_ONLY,
					ResultSet.CONCUR_READ_ONLY);
			statement.setFetchSize(FETCH);
			statement.setObject(1, merchant);
			return statement;
		}, line);
	}

	/** The request and the payment of a key. */
	record Use(String request, String data) {
	}

	/** A payment, or none, beside the position. */
	record Row(long position, @Nullable UUID id, @Nullable String data) {
	}

}
