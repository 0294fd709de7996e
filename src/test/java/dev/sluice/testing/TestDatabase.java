package dev.sluice.testing;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.postgresql.ds.PGSimpleDataSource;

import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * An empty database of its own for whoever asks.
 *
 * @param host where its server listens
 * @param port the port there
 * @param name the database
 * @param user a user who may do everything
 * @param password that user's password
 */
public record TestDatabase(String host, int port, String name, String user, String password) {

	private static final AtomicInteger COUNT = new AtomicInteger();

	/** A new database on the PostgreSQL of this JVM, which is started if need be. */
	public static TestDatabase create() {
		return TestPostgres.instance().create("test_" + COUNT.incrementAndGet());
	}

	/** The one that an application uses. */
	public static TestDatabase of(Environment environment) {
		URI url = URI.create(environment.getRequiredProperty("spring.r2dbc.url").substring("r2dbc:".length()));
		return new TestDatabase(url.getHost(), url.getPort(), url.getPath().substring(1),
				environment.getRequiredProperty("spring.r2dbc.username"),
				environment.getRequiredProperty("spring.r2dbc.password"));
	}

	/** What makes an application use it. */
	public Map<String, Object> properties() {
		return Map.of("spring.r2dbc.url", r2dbcUrl(), "spring.r2dbc.username", this.user, "spring.r2dbc.password",
				this.password);
	}

	/**
	 * What makes the application use it in a process of its own, after other arguments.
	 */
	public String[] arguments(String... others) {
		List<String> all = new ArrayList<>(List.of(others));
		properties().forEach((name, value) -> all.add("--" + name + "=" + value));
		return all.toArray(String[]::new);
	}

	public String r2dbcUrl() {
		return "r2dbc:postgresql://" + this.host + ":" + this.port + "/" + this.name;
	}

	/** Asks it beside the application, on connections of its own. */
	public DatabaseClient client() {
		return DatabaseClient.create(ConnectionFactories.get(ConnectionFactoryOptions.parse(r2dbcUrl())
			.mutate()
			.option(ConnectionFactoryOptions.USER, this.user)
			.option(ConnectionFactoryOptions.PASSWORD, this.password)
			.build()));
	}

	public String jdbcUrl() {
		return "jdbc:postgresql://" + this.host + ":" + this.port + "/" + this.name;
	}

	/** Unpooled JDBC connections to it, to arrange and to look. */
	public PGSimpleDataSource dataSource() {
		PGSimpleDataSource dataSource = new PGSimpleDataSource();
		dataSource.setURL(jdbcUrl());
		dataSource.setUser(this.user);
		dataSource.setPassword(this.password);
		return dataSource;
	}

}
