package dev.sluice.postgres.replica;

import dev.sluice.postgres.DatabaseCoordinates;
import dev.sluice.postgres.Pools;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** The replica, or that there is none. */
@Configuration(proxyBeanMethods = false)
class ReplicaConfiguration {

	@Bean
	Replica replica(Environment environment, ReplicaSettings settings, Pools pools, MeterRegistry meters) {
		String url = settings.url();
		if (url == null || !StringUtils.hasText(url)) {
			return new Replica(null, settings, meters);
		}
		DatabaseCoordinates where = DatabaseCoordinates.from(environment)
			.replica(ReplicaSettings.URL, url, settings.username(), settings.password());
		return new Replica(new Replica.Source(where.toString(),
				pools.readOnly("The replica", where, settings.patience()), settings), settings, meters);
	}

}
