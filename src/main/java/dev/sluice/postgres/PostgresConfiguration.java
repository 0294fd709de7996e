package dev.sluice.postgres;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import reactor.netty.resources.LoopResources;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The connections to the PostgreSQL that everything is written to.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(R2dbcProperties.class)
class PostgresConfiguration {

	private static ConnectionFactoryOptions options(Environment environment) {
		return DatabaseCoordinates.from(environment).options();
	}

	@Bean
	Pools pools(PostgresSettings settings, CircuitSettings circuits, R2dbcProperties properties,
			LoopResources eventLoops, Timer answerTimer, MeterRegistry meters) {
		return new Pools(settings, circuits, properties, eventLoops, answerTimer, meters);
	}

	@Bean(destroyMethod = "dispose")
	Circuit circuit(Environment environment, Pools pools, MeterRegistry meters) {
		Circuit watched = pools.circuit("PostgreSQL", pools.driver(options(environment)));
		var _ = Gauge.builder("sluice.postgres.away", watched, (all) -> all.isAway() ? 1 : 0)
			.description("Whether the database is away, and what needs it is refused at once")
			.register(meters);
		return watched;
	}

	@Bean
	UnpooledConnections unpooledConnections(Environment environment, Pools pools, Circuit circuit) {
		return pools.unpooled(pools.driver(options(environment)), circuit);
	}

	@Bean(destroyMethod = "stop")
	Timer answerTimer() {
		return new HashedWheelTimer(new DefaultThreadFactory("sluice-answer-timer", true));
	}

	@Bean
	Connections connections(UnpooledConnections unpooled, Pools pools, ShareSettings shares, Circuit circuit) {
		ShareSettings.Sizes sizes = shares.of(pools.size());
		return new Connections(pools.share("outcomes", sizes.outcomes(), unpooled, circuit),
				pools.share("payments", sizes.payments(), unpooled, circuit),
				pools.share("reads", sizes.reads(), unpooled, circuit),
				pools.share("exports", sizes.exports(), unpooled, circuit),
				pools.share("simulator", sizes.simulator(), unpooled, circuit));
	}

}
