package dev.sluice.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

import org.springframework.core.env.Environment;

/**
 * Where the database is and who asks: one set, read from {@code spring.r2dbc.*}, for the
 * reactive driver and for JDBC.
 *
 * @param options what the reactive driver is given
 */
public record DatabaseCoordinates(ConnectionFactoryOptions options) {

	/** Not for configuration: set where the embedded database is started. */
	public static final String EMBEDDED_FOLDER = "sluice.embedded-postgres.folder-in-use";

	private static final int POSTGRESQL_PORT = 5432;

	/** The reactive driver's options that JDBC has too, by their names there. */
	private static final Map<String, String> JDBC_NAMES = Map.ofEntries(Map.entry("sslMode", "sslmode"),
			Map.entry("sslmode", "sslmode"), Map.entry("sslRootCert", "sslrootcert"), Map.entry("sslCert", "sslcert"),
			Map.entry("sslKey", "sslkey"), Map.entry("sslNegotiation", "sslNegotiation"),
			Map.entry("sslnegotiation", "sslNegotiation"), Map.entry("channelBinding", "channelBinding"),
			Map.entry("applicationName", "ApplicationName"), Map.entry("schema", "currentSchema"),
			Map.entry("currentSchema", "currentSchema"), Map.entry("targetServerType", "targetServerType"),
			Map.entry("tcpKeepAlive", "tcpKeepAlive"));

	/**
	 * The coordinates that the environment configures.
	 * @throws DatabaseStartException if they are missing or wrong; the message names the
	 * property and shows no secret
	 */
	public static DatabaseCoordinates from(Environment environment) {
		return new DatabaseCoordinates(R2dbcSettings.from(environment).options());
	}

	/**
	 * A replica of this database: what is not said of it, credentials and TLS among that,
	 * is as with this one; the password where the user is.
	 * @param property has the URL
	 * @param url where it is
	 * @param username the user, where it is another one and the URL names none
	 * @param password of that user
	 * @throws DatabaseStartException as {@link #from}
	 */
	public DatabaseCoordinates replica(String property, String url, @Nullable String username,
			@Nullable String password) {
		return new DatabaseCoordinates(
				new R2dbcSettings(url, username, password, null, Map.of()).options(property, this.options));
	}

	/**
	 * The folder of the embedded database, where it is that which is used; else null.
	 */
	public static @Nullable Path embeddedFolder(Environment environment) {
		String folder = environment.getProperty(EMBEDDED_FOLDER);
		return (folder != null) ? Path.of(folder) : null;
	}

	/**
	 * A name or an address; several where the driver is given several, with their ports.
	 */
	public String host() {
		return required(ConnectionFactoryOptions.HOST);
	}

	public int port() {
		Object port = this.options.getValue(ConnectionFactoryOptions.PORT);
		return (port != null) ? Integer.parseInt(port.toString()) : POSTGRESQL_PORT;
	}

	/** The role that asks. */
	public String user() {
		return required(ConnectionFactoryOptions.USER);
	}

	/** Its password; null where it needs none. */
	public @Nullable String password() {
		Object password = this.options.getValue(ConnectionFactoryOptions.PASSWORD);
		return (password != null) ? password.toString() : null;
	}

	/** The database's name; PostgreSQL's own default is the user's. */
	public String database() {
		Object database = this.options.getValue(ConnectionFactoryOptions.DATABASE);
		return (database != null) ? database.toString() : user();
	}

	/**
	 * The server's parameters that connections set, as the driver reads them; empty where
	 * none are named.
	 */
	Optional<Map<String, String>> parameters() {
		return switch (this.options.getValue(Option.valueOf("options"))) {
			case null -> Optional.empty();
			case Map<?, ?> named -> Optional.of(named.entrySet()
				.stream()
				.collect(Collectors.toMap((entry) -> String.valueOf(entry.getKey()),
						(entry) -> String.valueOf(entry.getValue()))));
			case Object text -> Optional.of(Stream.of(text.toString().split(";"))
				.map((pair) -> pair.split("=", 2))
				.filter((pair) -> pair.length == 2)
				.collect(Collectors.toMap((pair) -> pair[0], (pair) -> pair[1], (first, last) -> last)));
		};
	}

	/** The same database for JDBC, without credentials. */
	String jdbcUrl() {
		String parameters = jdbcParameters().entrySet()
			.stream()
			.map((parameter) -> parameter.getKey() + "=" + encoded(parameter.getValue()))
			.collect(Collectors.joining("&"));
		return "jdbc:postgresql://" + authority() + "/" + encoded(database())
				+ (parameters.isEmpty() ? "" : "?" + parameters);
	}

	/** Unpooled JDBC connections with these coordinates, credentials included. */
	public PGSimpleDataSource dataSource() {
		PGSimpleDataSource dataSource = new PGSimpleDataSource();
		dataSource.setURL(jdbcUrl());
		dataSource.setUser(user());
		dataSource.setPassword(password());
		Object sslPassword = this.options.getValue(Option.valueOf("sslPassword"));
		if (sslPassword != null) {
			dataSource.setSslPassword(sslPassword.toString());
		}
		return dataSource;
	}

	private Map<String, String> jdbcParameters() {
		Map<String, String> parameters = new TreeMap<>();
		if (Boolean.parseBoolean(String.valueOf(this.options.getValue(ConnectionFactoryOptions.SSL)))) {
			parameters.put("sslmode", "verify-full");
		}
		JDBC_NAMES.forEach((name, jdbcName) -> {
			Object value = this.options.getValue(Option.valueOf(name));
			if (value != null) {
				parameters.put(jdbcName, value.toString());
			}
		});
		if (severalHosts()) {
			parameters.putIfAbsent("targetServerType", "primary");
		}
		trust(parameters);
		// What the reactive driver calls a mode, JDBC calls a negotiation.
		if (parameters.replace("sslmode", "tunnel", "require")) {
			parameters.put("sslNegotiation", "direct");
		}
		return parameters;
	}

	/**
	 * Both trust whom they are told to, else whom the JVM trusts, and neither speaks TLS
	 * where that is not said.
	 */
	private static void trust(Map<String, String> parameters) {
		String mode = parameters.getOrDefault("sslmode", "disable").toLowerCase(Locale.ROOT).replace('_', '-');
		var _ = parameters.put("sslmode", mode);
		if (mode.startsWith("verify-") && !parameters.containsKey("sslrootcert")
				&& !parameters.containsKey("sslcert")) {
			var _ = parameters.put("sslfactory", DefaultJavaSSLFactory.class.getName());
		}
	}

	/** {@code host:port}; several hosts carry their ports themselves. */
	private String authority() {
		if (severalHosts()) {
			return host();
		}
		boolean bareIpv6 = host().indexOf(':') >= 0 && !host().startsWith("[");
		return (bareIpv6 ? "[" + host() + "]" : host()) + ":" + port();
	}

	private boolean severalHosts() {
		return host().indexOf(',') >= 0;
	}

	private String required(Option<String> option) {
		return String.valueOf(this.options.getRequiredValue(option));
	}

	private static String encoded(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return database() + " at " + authority();
	}

}
