package dev.sluice.postgres;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** The connections of one class of work. */
public final class Share {

	private final String name;

	private final ConnectionPool pool;

	private final GuardedConnections connections;

	private final DatabaseClient client;

	private final TransactionalOperator transaction;

	private final TransactionalOperator reading;

	Share(String name, ConnectionPool pool, Circuit circuit) {
		this.name = name;
		this.pool = pool;
		this.connections = new GuardedConnections(pool, circuit);
		this.client = DatabaseClient.create(this.connections);
		R2dbcTransactionManager transactions = new R2dbcTransactionManager(this.connections);
		this.transaction = TransactionalOperator.create(transactions);
		DefaultTransactionDefinition readOnly = new DefaultTransactionDefinition();
		readOnly.setReadOnly(true);
		this.reading = TransactionalOperator.create(transactions, readOnly);
	}

	String name() {
		return this.name;
	}

	/** Asks one statement, or, inside of a {@link #transaction}, one of several. */
	public DatabaseClient client() {
		return this.client;
	}

	/** Makes one transaction of what the {@link #client} asks. */
	public TransactionalOperator transaction() {
		return this.transaction;
	}

	/** The same, in which the database lets nothing be changed. */
	public TransactionalOperator reading() {
		return this.reading;
	}

	/**
	 * A connection for whoever speaks to the driver himself.
	 * @return the connection once one is free, to be closed; an error where none is in
	 * time
	 */
	public Mono<Connection> connection() {
		return this.connections.create();
	}

	int inUse() {
		return this.pool.getMetrics().map(PoolMetrics::acquiredSize).orElse(0);
	}

	int limit() {
		return this.pool.getMetrics().map(PoolMetrics::getMaxAllocatedSize).orElse(0);
	}

	int waiting() {
		return this.pool.getMetrics().map(PoolMetrics::pendingAcquireSize).orElse(0);
	}

	/** Closes them; there are no more. */
	public void close() {
		this.pool.dispose();
	}

}
