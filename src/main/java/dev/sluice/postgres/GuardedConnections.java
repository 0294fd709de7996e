package dev.sluice.postgres;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import reactor.core.publisher.Mono;

/**
 * Gives connections while the database is there, and a refusal at once while it is away.
 *
 * @param connections where they come from
 */
record GuardedConnections(ConnectionFactory connections, Circuit circuit) implements ConnectionFactory {

	@Override
	public Mono<Connection> create() {
		return this.circuit.guard(Mono.from(this.connections.create()));
	}

	@Override
	public ConnectionFactoryMetadata getMetadata() {
		return this.connections.getMetadata();
	}

}
