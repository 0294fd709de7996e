package dev.sluice.postgres.startup;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.sluice.postgres.DatabaseCoordinates;
import dev.sluice.postgres.DatabaseStartException;
import dev.sluice.postgres.PostgresSettings;
import dev.sluice.postgres.R2dbcSettings;
import dev.sluice.postgres.embedded.EmbeddedDatabase;
import dev.sluice.postgres.embedded.EmbeddedPostgresSettings;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * Finds or starts the database and migrates it before the first bean is made, so that
 * nothing reactive ever sees an old schema.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
class DatabaseInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final String DEMO = "sluice.demo.enabled";

	private static final List<String> ADDRESSES = List.of("server.address", "management.server.address");

	private static final String LOOPBACK = "127.0.0.1";

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		if (!Boolean.getBoolean("spring.aot.processing")) {
			initialize(context.getEnvironment());
		}
	}

	private static void initialize(ConfigurableEnvironment environment) {
		boolean configured = environment.containsProperty(R2dbcSettings.URL);
		addDemoDefaults(environment, !configured);
		DatabaseCoordinates database = configured ? DatabaseCoordinates.from(environment) : embedded(environment);
		MigrationSettings migration = MigrationSettings.from(environment);
		if (migration.enabled()) {
			new Migration(database, migration, PostgresSettings.from(environment)).run();
		}
	}

	private static DatabaseCoordinates embedded(ConfigurableEnvironment environment) {
		EmbeddedPostgresSettings settings = EmbeddedPostgresSettings.from(environment);
		if (!settings.enabled()) {
			throw new DatabaseStartException("No database is named.",
					"Name it by spring.r2dbc.url, such as r2dbc:postgresql://localhost:5432/sluice, with"
							+ " spring.r2dbc.username and spring.r2dbc.password.");
		}
		DatabaseCoordinates database = EmbeddedDatabase.running(settings);
		environment.getPropertySources()
			.addFirst(new MapPropertySource("embeddedPostgres",
					Map.of(R2dbcSettings.URL,
							"r2dbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.database(),
							"spring.r2dbc.username", database.user(), "spring.r2dbc.password",
							String.valueOf(database.password()), DatabaseCoordinates.EMBEDDED_FOLDER,
							settings.directory().toAbsolutePath().toString())));
		return database;
	}

	/**
	 * A demonstration holds a key that everybody knows, so it is heard on loopback alone
	 * unless told otherwise.
	 */
	private static void addDemoDefaults(ConfigurableEnvironment environment, boolean demo) {
		MutablePropertySources sources = environment.getPropertySources();
		sources.addLast(new MapPropertySource("demoDefaults", Map.of(DEMO, demo)));
		boolean enabled = Binder.get(environment).bind(DEMO, Boolean.class).orElse(demo);
		if (enabled) {
			sources.addLast(new MapPropertySource("demoAddresses",
					ADDRESSES.stream().collect(Collectors.toMap((name) -> name, (name) -> LOOPBACK))));
		}
	}

}
