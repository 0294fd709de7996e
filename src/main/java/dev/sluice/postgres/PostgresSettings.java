package dev.sluice.postgres;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;

/**
 * The bounds of talking to PostgreSQL ({@code sluice.postgres.*}); sizes of the pool are
 * Spring's own {@code spring.r2dbc.pool.*}.
 *
 * @param startTimeout how long a start waits for a database that is away; zero for not at
 * all
 * @param connectTimeout how long a new connection may take
 * @param statementTimeout after which the server ends a statement
 * @param lockTimeout after which the server ends a statement that waits for a lock
 * @param answerTimeout after which a statement that has not ended is given up here, with
 * its connection; longer than the server gives it
 * @param maxAcquireTime how long work waits for a pooled connection
 * @param maxLifeTime after which a pooled connection is replaced
 * @param migrationTimeout after which a statement of a migration is ended that keeps
 * others from their tables, where these are big; zero for as long as it takes, with the
 * gateways stopped
 */
@ConfigurationProperties("sluice.postgres")
public record PostgresSettings(@DefaultValue("30s") Duration startTimeout, @DefaultValue("5s") Duration connectTimeout,
		@DefaultValue("10s") Duration statementTimeout, @DefaultValue("5s") Duration lockTimeout,
		@DefaultValue("12s") Duration answerTimeout, @DefaultValue("5s") Duration maxAcquireTime,
		@DefaultValue("30m") Duration maxLifeTime, @DefaultValue("2s") Duration migrationTimeout) {

	/** The settings, or their defaults. */
	public PostgresSettings {
		Assert.isTrue(!startTimeout.isNegative(), "sluice.postgres.start-timeout must not be negative");
		Assert.isTrue(connectTimeout.isPositive(), "sluice.postgres.connect-timeout must be positive");
		Assert.isTrue(statementTimeout.isPositive(), "sluice.postgres.statement-timeout must be positive");
		Assert.isTrue(lockTimeout.isPositive(), "sluice.postgres.lock-timeout must be positive");
		Assert.isTrue(answerTimeout.compareTo(statementTimeout) > 0,
				"sluice.postgres.answer-timeout must be longer than sluice.postgres.statement-timeout");
		Assert.isTrue(!migrationTimeout.isNegative(), "sluice.postgres.migration-timeout must not be negative");
	}

	/** As the environment has them, before there are beans. */
	public static PostgresSettings from(Environment environment) {
		return Binder.get(environment).bindOrCreate("sluice.postgres", PostgresSettings.class);
	}

}
