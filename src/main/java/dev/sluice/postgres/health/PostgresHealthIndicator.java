package dev.sluice.postgres.health;

import dev.sluice.postgres.Connections;
import reactor.core.publisher.Mono;

import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * Asks the database for as little as there is, by a connection that no crowd of readers
 * can hold. While it is away the answer is there at once.
 */
@Component
class PostgresHealthIndicator extends AbstractReactiveHealthIndicator {

	private final DatabaseClient database;

	PostgresHealthIndicator(Connections connections) {
		super("PostgreSQL did not answer");
		this.database = connections.outcomes().client();
	}

	@Override
	protected Mono<Health> doHealthCheck(Health.Builder builder) {
		return this.database.sql("select 1").fetch().first().map((answer) -> builder.up().build());
	}

}
