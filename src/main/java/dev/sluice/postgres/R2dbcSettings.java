package dev.sluice.postgres;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * {@code spring.r2dbc.*} as Spring Boot reads it: what the URL says goes first.
 *
 * @param url {@code r2dbc:postgresql://host:port/database}, with credentials and options
 * if wanted
 * @param username the user, where the URL names none
 * @param password the password, where the URL holds none
 * @param name the database, where the URL names none
 * @param properties further options of the driver
 */
public record R2dbcSettings(@Nullable String url, @Nullable String username, @Nullable String password,
		@Nullable String name, @DefaultValue Map<String, String> properties) {

	/** The property that says where a database of one's own is. */
	public static final String URL = "spring.r2dbc.url";

	private static final String USERNAME = "spring.r2dbc.username";

	/** What holds of a replica, too, unless its URL says something else. */
	private static final List<String> SHARED = List.of("user", "database", "ssl", "sslMode", "sslmode", "sslRootCert",
			"sslCert", "sslKey", "sslPassword", "sslNegotiation", "sslnegotiation", "channelBinding", "schema",
			"currentSchema", "options", "preparedStatementCacheQueries");

	/** What the environment configures, complete or not. */
	public static R2dbcSettings from(Environment environment) {
		return Binder.get(environment).bindOrCreate("spring.r2dbc", R2dbcSettings.class);
	}

	ConnectionFactoryOptions options() {
		ConnectionFactoryOptions parsed = parsedUrl(URL);
		ConnectionFactoryOptions.Builder options = ConnectionFactoryOptions.builder();
		this.properties.forEach((option, value) -> options.option(Option.valueOf(option), value));
		option(options, ConnectionFactoryOptions.USER, this.username);
		option(options, ConnectionFactoryOptions.PASSWORD, this.password);
		option(options, ConnectionFactoryOptions.DATABASE, this.name);
		return looseWhereTold(complete(options.from(parsed).build(), URL));
	}

	/**
	 * Of a replica: what is not said of it is as with the primary, whose password is for
	 * its user alone.
	 * @param property has the URL
	 */
	ConnectionFactoryOptions options(String property, ConnectionFactoryOptions primary) {
		ConnectionFactoryOptions parsed = parsedUrl(property);
		ConnectionFactoryOptions.Builder options = ConnectionFactoryOptions.builder();
		boolean sameUser = !parsed.hasOption(ConnectionFactoryOptions.USER) && !StringUtils.hasText(this.username);
		Stream<String> shared = sameUser ? Stream.concat(SHARED.stream(), Stream.of("password")) : SHARED.stream();
		shared.map((name) -> Option.valueOf(name)).filter(primary::hasOption).forEach((option) -> {
			var _ = options.option(option, primary.getRequiredValue(option));
		});
		option(options, ConnectionFactoryOptions.USER, this.username);
		option(options, ConnectionFactoryOptions.PASSWORD, this.password);
		return looseWhereTold(complete(options.from(parsed).build(), property));
	}

	/**
	 * Whose name need not be compared, by what the mode says, is not turned away for it:
	 * Netty does so by itself unless told otherwise.
	 */
	private static ConnectionFactoryOptions looseWhereTold(ConnectionFactoryOptions options) {
		SSLMode mode = sslMode(options);
		if (mode == null || mode == SSLMode.VERIFY_FULL) {
			return options;
		}
		return options.mutate()
			.option(PostgresqlConnectionFactoryProvider.SSL_CONTEXT_BUILDER_CUSTOMIZER,
					(context) -> context.endpointIdentificationAlgorithm(null))
			.build();
	}

	private ConnectionFactoryOptions parsedUrl(String property) {
		if (!StringUtils.hasText(this.url)) {
			throw new DatabaseStartException(property + " is set, but empty.", example(property));
		}
		try {
			return ConnectionFactoryOptions.parse(this.url);
		}
		catch (IllegalArgumentException ex) {
			// The cause is left out, for it quotes the address and the password in it.
			throw new DatabaseStartException(property + " is not an address that R2DBC understands.",
					example(property));
		}
	}

	private static String example(String property) {
		return "Set " + property + " to an address like r2dbc:postgresql://localhost:5432/sluice.";
	}

	private static @Nullable SSLMode sslMode(ConnectionFactoryOptions options) {
		Object mode = options.getValue(Option.valueOf("sslMode"));
		Object named = (mode != null) ? mode : options.getValue(Option.valueOf("sslmode"));
		try {
			return (named != null) ? SSLMode.fromValue(named.toString()) : null;
		}
		catch (IllegalArgumentException ex) {
			throw new DatabaseStartException("The sslMode of the database is none of PostgreSQL's: " + named + ".",
					"Set it to verify-full, and sslRootCert to the file of who issues its certificate.");
		}
	}

	private static ConnectionFactoryOptions complete(ConnectionFactoryOptions options, String property) {
		if (!isPostgresql(options)) {
			throw new DatabaseStartException(property + " is not the address of a PostgreSQL.", example(property));
		}
		if (!namesHost(options)) {
			throw new DatabaseStartException(property + " names no host, or no number for its port.",
					example(property));
		}
		if (!options.hasOption(ConnectionFactoryOptions.USER)) {
			throw new DatabaseStartException("The database is configured, but its user is not.",
					"Set " + USERNAME + " and spring.r2dbc.password.");
		}
		return options;
	}

	private static boolean isPostgresql(ConnectionFactoryOptions options) {
		String driver = String.valueOf(options.getValue(ConnectionFactoryOptions.DRIVER));
		String protocol = String.valueOf(options.getValue(ConnectionFactoryOptions.PROTOCOL));
		return driver.startsWith("postgres") || ("pool".equals(driver) && protocol.startsWith("postgres"));
	}

	/** A port that is no number is taken for a part of the host. */
	private static boolean namesHost(ConnectionFactoryOptions options) {
		Object host = options.getValue(ConnectionFactoryOptions.HOST);
		return host != null && !host.toString().matches("[^:,]*:[^:,]*");
	}

	private static void option(ConnectionFactoryOptions.Builder options, Option<? super String> option,
			@Nullable String value) {
		if (StringUtils.hasText(value)) {
			options.option(Option.valueOf(option.name()), value);
		}
	}

	@Override
	public String toString() {
		return "R2dbcSettings[username=" + this.username + ", name=" + this.name + "]";
	}

}
