package dev.sluice.warmup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import dev.sluice.postgres.DatabaseCoordinates;
import dev.sluice.postgres.R2dbcSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.web.context.reactive.StandardReactiveWebEnvironment;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * The same application once more in this JVM, in demo mode, on a port and tables of its
 * own. Of what the instance is configured with it knows only where the database is: it
 * can reach no processor but the one that it is given.
 */
final class Understudy implements AutoCloseable {

	private static final String MANY = "1000000";

	private static final Map<String, Object> ALONE = Map.ofEntries(Map.entry("spring.config.location", "classpath:/"),
			Map.entry("spring.main.register-shutdown-hook", "false"),
			Map.entry("spring.main.log-startup-info", "false"), Map.entry("sluice.startup-message", "false"),
			Map.entry("server.shutdown", "immediate"), Map.entry("server.port", "0"),
			Map.entry("server.address", Visitors.HOST), Map.entry("management.server.port", "-1"),
			Map.entry("management.metrics.use-global-registry", "false"), Map.entry("spring.flyway.enabled", "false"),
			Map.entry("sluice.journal.announce-interval", "1h"), Map.entry("sluice.simulator.enabled", "false"),
			Map.entry("sluice.emulators.enabled", "false"), Map.entry("sluice.warm-up.enabled", "false"),
			Map.entry("sluice.demo.enabled", "true"), Map.entry("spring.r2dbc.pool.max-size", "4"),
			Map.entry("sluice.load.max-requests", MANY), Map.entry("sluice.load.max-lag", "10m"),
			Map.entry("sluice.limits.key-reads", MANY), Map.entry("sluice.limits.key-writes", MANY),
			Map.entry("sluice.limits.merchant-reads", MANY), Map.entry("sluice.limits.merchant-writes", MANY));

	private final ConfigurableApplicationContext context;

	private Understudy(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Starts it.
	 * @param environment where the database is
	 * @param schema where its tables are
	 * @param processor what it takes for the simulator
	 * @throws IllegalStateException where it would meet other tables than those
	 */
	static Understudy start(Class<?> application, Environment environment, String schema, String processor)
			throws SQLException {
		SpringApplication started = new SpringApplication(application);
		started.setWebApplicationType(WebApplicationType.REACTIVE);
		Secluded secluded = new Secluded(properties(R2dbcSettings.from(environment), schema, processor));
		requireStage(DatabaseCoordinates.from(secluded), schema);
		started.setEnvironment(secluded);
		// What is logged, and how, stays as the instance has it.
		started.setListeners(started.getListeners()
			.stream()
			.filter((listener) -> !(listener instanceof LoggingApplicationListener))
			.toList());
		return new Understudy(started.run());
	}

	/** A pooler in between may have kept to itself which tables are meant. */
	private static void requireStage(DatabaseCoordinates database, String schema) throws SQLException {
		try (Connection connection = database.dataSource().getConnection();
				Statement statement = connection.createStatement();
				ResultSet current = statement.executeQuery("select current_schema()")) {
			if (!current.next() || !schema.equals(current.getString(1))) {
				throw new IllegalStateException("what is said to PostgreSQL of the schema does not reach it");
			}
		}
	}

	private static Map<String, Object> properties(R2dbcSettings database, String schema, String processor) {
		Map<String, Object> properties = new HashMap<>(ALONE);
		properties.put("sluice.processors.simulator.url", processor);
		add(properties, "url", database.url());
		add(properties, "username", database.username());
		add(properties, "password", database.password());
		add(properties, "name", database.name());
		database.properties().forEach((name, value) -> add(properties, "properties." + name, value));
		add(properties, "properties.schema", schema);
		return properties;
	}

	private static void add(Map<String, Object> properties, String name, @Nullable String value) {
		if (value != null) {
			properties.put("spring.r2dbc." + name, value);
		}
	}

	int port() {
		return Integer.parseInt(Objects.requireNonNull(this.context.getEnvironment().getProperty("local.server.port")));
	}

	@Override
	public void close() {
		this.context.close();
	}

	/** Without the variables of the process and its properties. */
	private static final class Secluded extends StandardReactiveWebEnvironment {

		Secluded(Map<String, Object> properties) {
			getPropertySources().addFirst(new MapPropertySource("understudy", properties));
		}

		@Override
		protected void customizePropertySources(MutablePropertySources sources) {
		}

	}

}
