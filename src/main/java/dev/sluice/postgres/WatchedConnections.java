package dev.sluice.postgres;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import reactor.core.publisher.Mono;

/**
 * Opens connections on which nobody waits without end.
 *
 * @param connections where they come from
 * @param limit how long a conversation may take, as {@link WatchedConnection} counts it
 */
record WatchedConnections(ConnectionFactory connections, AnswerLimit limit) implements ConnectionFactory {

	@Override
	public Mono<Connection> create() {
		return Mono.from(this.connections.create()).map((connection) -> WatchedConnection.of(connection, this.limit));
	}

	@Override
	public ConnectionFactoryMetadata getMetadata() {
		return this.connections.getMetadata();
	}

}
