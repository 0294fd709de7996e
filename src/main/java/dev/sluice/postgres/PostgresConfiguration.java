package dev.sluice.postgres;

import java.util.Map;
import java.util.function.BiFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.ValidationDepth;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The connections to PostgreSQL: binary, on the event loops of the HTTP server, bounded
 * in number, age and wait, also for an answer.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(R2dbcProperties.class)
class PostgresConfiguration {

	/**
	 * What is asked for here is found by an index. A connection keeps the plans that it
	 * made while the tables were small, and when they have grown none must read them from
	 * end to end. JIT would take the price that is put on that for a real one.
	 */
	private static final Map<String, String> PLANNING = Map.of("enable_seqscan", "off", "jit", "off");

	/** The driver's own connections, which nothing but the prober uses as they are. */
	private static ConnectionFactory driver(Environment environment, PostgresSettings settings,
			LoopResources eventLoops) {
		return ConnectionFactories.get(options(environment, settings, eventLoops));
	}

	@Bean(destroyMethod = "dispose")
	Circuit circuit(Environment environment, PostgresSettings settings, CircuitSettings circuit,
			LoopResources eventLoops, MeterRegistry meters) {
		ConnectionFactory driver = driver(environment, settings, eventLoops);
		Circuit watched = new Circuit(circuit,
				Mono.usingWhen(driver.create(),
						(connection) -> Mono.from(connection.validate(ValidationDepth.REMOTE))
							.filter(Boolean::booleanValue)
							.single(),
						Connection::close));
		var _ = Gauge.builder("sluice.postgres.away", watched, (all) -> all.isAway() ? 1 : 0)
			.description("Whether the database is away, and what needs it is refused at once")
			.register(meters);
		return watched;
	}

	@Bean
	UnpooledConnections unpooledConnections(Environment environment, PostgresSettings settings, CircuitSettings pace,
			LoopResources eventLoops, Circuit circuit) {
		ConnectionFactory paced = new PacedConnections(driver(environment, settings, eventLoops), pace, circuit);
		return new UnpooledConnections(new GuardedConnections(paced, circuit));
	}

	@Bean(destroyMethod = "stop")
	Timer answerTimer() {
		return new HashedWheelTimer(new DefaultThreadFactory("sluice-answer-timer", true));
	}

	@Bean
	Connections connections(UnpooledConnections unpooled, R2dbcProperties properties, PostgresSettings settings,
			ShareSettings shares, Timer answerTimer, Circuit circuit, MeterRegistry meters) {
		R2dbcProperties.Pool pool = properties.getPool();
		ConnectionFactory watched = new WatchedConnection.Factory(unpooled.factory(),
				new AnswerLimit(answerTimer, settings.answerTimeout(), circuit));
		ShareSettings.Sizes sizes = shares.of(pool.getMaxSize());
		BiFunction<String, Integer, Share> share = (name, size) -> new Share(name,
				pool(name, size, watched, pool, settings), circuit);
		return new Connections(share.apply("outcomes", sizes.outcomes()), share.apply("payments", sizes.payments()),
				share.apply("reads", sizes.reads()), share.apply("exports", sizes.exports()),
				share.apply("simulator", sizes.simulator()), meters);
	}

	private static ConnectionPool pool(String name, int size, ConnectionFactory connections, R2dbcProperties.Pool pool,
			PostgresSettings settings) {
		ConnectionPoolConfiguration.Builder builder = ConnectionPoolConfiguration.builder(connections)
			.name("sluice-" + name)
			.initialSize(Math.ceilDiv(pool.getInitialSize() * size, pool.getMaxSize()))
			.maxSize(size)
			.maxIdleTime(pool.getMaxIdleTime())
			.maxLifeTime(settings.maxLifeTime())
			.maxAcquireTime(settings.maxAcquireTime())
			.maxCreateConnectionTime(settings.connectTimeout())
			.acquireRetry(pool.getAcquireRetry())
			.validationDepth(ValidationDepth.LOCAL)
			.allocatorSubscribeOn(Schedulers.parallel());
		PropertyMapper map = PropertyMapper.get();
		map.from(pool::getMaxLifeTime).to(builder::maxLifeTime);
		map.from(pool::getMaxAcquireTime).to(builder::maxAcquireTime);
		return new ConnectionPool(builder.build());
	}

	private static ConnectionFactoryOptions options(Environment environment, PostgresSettings settings,
			LoopResources eventLoops) {
		ConnectionFactoryOptions configured = DatabaseCoordinates.from(environment).options();
		ConnectionFactoryOptions.Builder options = configured.mutate();
		if (!configured.hasOption(PostgresqlConnectionFactoryProvider.OPTIONS)) {
			options.option(PostgresqlConnectionFactoryProvider.OPTIONS, PLANNING);
		}
		return options.option(ConnectionFactoryOptions.CONNECT_TIMEOUT, settings.connectTimeout())
			.option(ConnectionFactoryOptions.STATEMENT_TIMEOUT, settings.statementTimeout())
			.option(PostgresqlConnectionFactoryProvider.LOCK_WAIT_TIMEOUT, settings.lockTimeout())
			.option(PostgresqlConnectionFactoryProvider.APPLICATION_NAME, "sluice")
			.option(PostgresqlConnectionFactoryProvider.FORCE_BINARY, true)
			.option(PostgresqlConnectionFactoryProvider.TCP_KEEPALIVE, true)
			.option(PostgresqlConnectionFactoryProvider.LOOP_RESOURCES, eventLoops)
			.build();
	}

}
