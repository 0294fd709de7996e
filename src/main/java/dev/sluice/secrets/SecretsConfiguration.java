package dev.sluice.secrets;

import java.util.Map;
import java.util.Objects;

import dev.sluice.postgres.DatabaseCoordinates;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** Makes the seals of an instance from its keys. */
@Configuration(proxyBeanMethods = false)
class SecretsConfiguration {

	/** In demo mode there is always one to seal with. */
	@Bean
	Seals seals(SealSettings settings, Environment environment, @Value("${sluice.demo.enabled:false}") boolean demo) {
		Map<String, byte[]> keys = settings.decoded();
		if (demo) {
			keys.computeIfAbsent(DemoKey.ID, (id) -> DemoKey.of(environment));
		}
		return new Seals(new SealingKeys(keys, Objects.requireNonNullElse(settings.current(), DemoKey.ID)));
	}

	/** A command alone asks for it. */
	@Bean
	@Lazy
	Resealing resealing(Environment environment, Seals seals, ObjectProvider<SealedColumn> columns) {
		return new Resealing(DatabaseCoordinates.from(environment).dataSource(), seals,
				columns.orderedStream().toList());
	}

}
