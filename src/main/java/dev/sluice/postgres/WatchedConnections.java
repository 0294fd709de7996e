package dev.sluice.postgres;

import dev.sluice.http.Problem;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import reactor.core.publisher.Mono;

/**
 * Opens connections on which nobody waits without end, while the database is there.
 *
 * @param connections where they come from
 * @param limit how long a conversation may take, as {@link WatchedConnection} counts it
 */
record WatchedConnections(ConnectionFactory connections, AnswerLimit limit) implements ConnectionFactory {

	@Override
	public Mono<Connection> create() {
		Circuit circuit = this.limit.circuit();
		return circuit.guard(Mono.from(this.connections.create()))
			.doOnError((error) -> !(error instanceof Problem), circuit::failed)
			.map((connection) -> WatchedConnection.of(connection, this.limit));
	}

	@Override
	public ConnectionFactoryMetadata getMetadata() {
		return this.connections.getMetadata();
	}

}
