package dev.sluice.peers.vertx;

import java.util.UUID;

import dev.sluice.peers.tables.Caller;
import dev.sluice.peers.tables.NewPayment;
import dev.sluice.peers.tables.Outcome;
import dev.sluice.peers.tables.Payment;
import dev.sluice.peers.tables.Statements;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.RowStream;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * The tables, by the reactive client of an event loop. Reads are pipelined; of what
 * commits each has a connection of its own, since a commit is waited for by all that is
 * behind it.
 */
class Payments {

	private static final int FETCH = 500;

	private final SqlClient client;

	private final Pool writes;

	private final Pool cursors;

	Payments(Vertx vertx, PgConnectOptions database, int connections) {
		this.client = PgBuilder.client()
			.with(new PoolOptions().setMaxSize(1))
			.connectingTo(database)
			.using(vertx)
			.build();
		this.writes = PgBuilder.pool()
			.with(new PoolOptions().setMaxSize(connections))
			.connectingTo(database)
			.using(vertx)
			.build();
		this.cursors = PgBuilder.pool()
			.with(new PoolOptions().setMaxSize(2))
			.connectingTo(database)
			.using(vertx)
			.build();
	}

	/** Who holds a key; null where nobody does. */
	Future<@Nullable Caller> caller(byte[] hash) {
		return this.client.preparedQuery(Statements.CALLER)
			.execute(Tuple.of(Buffer.buffer(hash)))
			.map((rows) -> first(rows))
			.map((row) -> (row != null) ? new Caller(row.getUUID(0), row.getUUID(1), row.getString(2)) : null);
	}

	/** Records a payment; false where its key was used before. */
	Future<Boolean> create(Caller caller, String key, String request, NewPayment made, String change, String data) {
		Tuple values = Tuple.tuple()
			.addUUID(caller.merchant())
			.addUUID(made.id())
			.addUUID(made.operation())
			.addString(key)
			.addString(request)
			.addString(change)
			.addString(data)
			.addString(made.payment().currency())
			.addLong(made.payment().amount())
			.addString(made.kind())
			.addString(made.payment().reference());
		return this.writes.preparedQuery(Statements.CREATE).execute(values).map((rows) -> rows.size() > 0);
	}

	/** Records what came of a payment; an error where something did before. */
	Future<Void> settle(Caller caller, NewPayment made, Outcome outcome, String change, String data) {
		Payment payment = outcome.payment();
		Tuple values = Tuple.tuple()
			.addUUID(caller.merchant())
			.addUUID(made.id())
			.addUUID(made.operation())
			.addString(outcome.change().type())
			.addString(change)
			.addString(data)
			.addString(payment.status())
			.addString(outcome.ended())
			.addLong(payment.amountAuthorized())
			.addLong(payment.amountCaptured())
			.addString(payment.expiresAt());
		return this.writes.preparedQuery(Statements.SETTLE)
			.execute(values)
			.compose((rows) -> (rows.size() > 0) ? Future.succeededFuture()
					: Future.failedFuture(payment.id() + " has an outcome"));
	}

	/** The request and the payment of a key that was used. */
	Future<Row> use(UUID merchant, String key) {
		return this.client.preparedQuery(Statements.REPLAY)
			.execute(Tuple.of(merchant, key))
			.map((rows) -> rows.iterator().next());
	}

	/** A payment's document; null where there is none. */
	Future<@Nullable String> find(UUID merchant, UUID id) {
		return this.client.preparedQuery(Statements.FIND)
			.execute(Tuple.of(merchant, id))
			.map((rows) -> first(rows))
			.map((row) -> (row != null) ? row.getString(0) : null);
	}

	/** A page, newest first: position, id, document. */
	Future<RowSet<Row>> list(UUID merchant, UUID before, long limit) {
		return this.client.preparedQuery(Statements.LIST).execute(Tuple.of(merchant, merchant, before, limit));
	}

	/** All documents, newest first, by a cursor. */
	Future<Void> export(UUID merchant, java.util.function.Function<RowStream<Row>, Future<Void>> reader) {
		return this.cursors.withTransaction((connection) -> connection.prepare(Statements.EXPORT)
			.compose((statement) -> reader.apply(statement.createStream(FETCH, Tuple.of(merchant)))));
	}

	private static @Nullable Row first(RowSet<Row> rows) {
		var iterator = rows.iterator();
		return iterator.hasNext() ? iterator.next() : null;
	}

}
