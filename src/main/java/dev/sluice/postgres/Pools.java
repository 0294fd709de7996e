package dev.sluice.postgres;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.Timer;
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

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;

/**
 * Makes connections to a PostgreSQL: binary, on the event loops of the HTTP server,
 * bounded in number, age and wait, also for an answer.
 */
public final class Pools {

	/**
	 * What is asked for here is found by an index. A connection keeps the plans that it
	 * made while the tables were small, and when they have grown none must read them from
	 * end to end. JIT would take the price that is put on that for a real one.
	 */
	private static final Map<String, String> PLANNING = Map.of("enable_seqscan", "off", "jit", "off");

	private final PostgresSettings settings;

	private final CircuitSettings circuits;

	private final R2dbcProperties.Pool pool;

	private final LoopResources eventLoops;

	private final Timer answerTimer;

	private final MeterRegistry meters;

	Pools(PostgresSettings settings, CircuitSettings circuits, R2dbcProperties properties, LoopResources eventLoops,
			Timer answerTimer, MeterRegistry meters) {
		this.settings = settings;
		this.circuits = circuits;
		this.pool = properties.getPool();
		this.eventLoops = eventLoops;
		this.answerTimer = answerTimer;
		this.meters = meters;
	}

	/** The driver's own connections, which nothing but a prober uses as they are. */
	ConnectionFactory driver(ConnectionFactoryOptions configured) {
		return driver(configured, this.settings.statementTimeout());
	}

	private ConnectionFactory driver(ConnectionFactoryOptions configured, Duration statementTimeout) {
		ConnectionFactoryOptions.Builder options = configured.mutate();
		if (!configured.hasOption(PostgresqlConnectionFactoryProvider.OPTIONS)) {
			options.option(PostgresqlConnectionFactoryProvider.OPTIONS, PLANNING);
		}
		return ConnectionFactories
			.get(options.option(ConnectionFactoryOptions.CONNECT_TIMEOUT, this.settings.connectTimeout())
				.option(ConnectionFactoryOptions.STATEMENT_TIMEOUT, statementTimeout)
				.option(PostgresqlConnectionFactoryProvider.LOCK_WAIT_TIMEOUT, this.settings.lockTimeout())
				.option(PostgresqlConnectionFactoryProvider.APPLICATION_NAME, "sluice")
				.option(PostgresqlConnectionFactoryProvider.FORCE_BINARY, true)
				.option(PostgresqlConnectionFactoryProvider.TCP_KEEPALIVE, true)
				.option(PostgresqlConnectionFactoryProvider.LOOP_RESOURCES, this.eventLoops)
				.build());
	}

	/** Watches a server by connections that are nobody else's. */
	Circuit circuit(String name, ConnectionFactory driver) {
		return new Circuit(name, this.circuits,
				Mono.usingWhen(driver.create(),
						(connection) -> Mono.from(connection.validate(ValidationDepth.REMOTE))
							.filter(Boolean::booleanValue)
							.single(),
						Connection::close));
	}

	UnpooledConnections unpooled(ConnectionFactory driver, Circuit circuit) {
		return new UnpooledConnections(
				new GuardedConnections(new PacedConnections(driver, this.circuits, circuit), circuit));
	}

	/** Some connections for a class of work. */
	Share share(String name, int size, UnpooledConnections unpooled, Circuit circuit) {
		return share(name, size, unpooled, circuit, maxAcquireTime());
	}

	private Share share(String name, int size, UnpooledConnections unpooled, Circuit circuit, Duration maxAcquireTime) {
		ConnectionFactory watched = new WatchedConnection.Factory(unpooled.factory(),
				new AnswerLimit(this.answerTimer, this.settings.answerTimeout(), circuit));
		Share share = new Share(name, pool(name, size, watched, maxAcquireTime), circuit);
		Connections.show(share, this.meters);
		return share;
	}

	/** How many connections there may be to the database. */
	int size() {
		return this.pool.getMaxSize();
	}

	private Duration maxAcquireTime() {
		return Objects.requireNonNullElse(this.pool.getMaxAcquireTime(), this.settings.maxAcquireTime());
	}

	private ConnectionPool pool(String name, int size, ConnectionFactory connections, Duration maxAcquireTime) {
		ConnectionPoolConfiguration.Builder builder = ConnectionPoolConfiguration.builder(connections)
			.name("sluice-" + name)
			.initialSize(Math.ceilDiv(this.pool.getInitialSize() * size, this.pool.getMaxSize()))
			.maxSize(size)
			.maxIdleTime(this.pool.getMaxIdleTime())
			.maxLifeTime(this.settings.maxLifeTime())
			.maxAcquireTime(maxAcquireTime)
			.maxCreateConnectionTime(this.settings.connectTimeout())
			.acquireRetry(this.pool.getAcquireRetry())
			.validationDepth(ValidationDepth.LOCAL)
			.allocatorSubscribeOn(Schedulers.parallel());
		PropertyMapper map = PropertyMapper.get();
		map.from(this.pool::getMaxLifeTime).to(builder::maxLifeTime);
		return new ConnectionPool(builder.build());
	}

	/**
	 * Another server, which is only read from: its connections refuse to write, whatever
	 * the server is. Nothing of it counts for the one that all is written to.
	 * @param name of the server, as the log calls it
	 * @param patience how long work waits for a connection to it
	 */
	public OtherServer readOnly(String name, DatabaseCoordinates where, Duration patience) {
		Map<String, String> parameters = new HashMap<>(where.parameters().orElse(PLANNING));
		parameters.put("default_transaction_read_only", "on");
		ConnectionFactoryOptions options = where.options()
			.mutate()
			.option(PostgresqlConnectionFactoryProvider.OPTIONS, parameters)
			.build();
		return new OtherServer(this, options, circuit(name, driver(options)), least(patience, maxAcquireTime()));
	}

	private static Duration least(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	/** A server beside the one that all is written to. */
	public static final class OtherServer {

		private final Pools pools;

		private final ConnectionFactoryOptions options;

		private final Circuit circuit;

		private final Duration maxAcquireTime;

		OtherServer(Pools pools, ConnectionFactoryOptions options, Circuit circuit, Duration maxAcquireTime) {
			this.pools = pools;
			this.options = options;
			this.circuit = circuit;
			this.maxAcquireTime = maxAcquireTime;
		}

		/** Some connections to it, for a class of work. */
		public Share share(String name, int size) {
			return share(name, size, this.pools.settings.statementTimeout());
		}

		/**
		 * As well, of work that is given up sooner.
		 * @param patience after which the server ends a statement, at the latest
		 */
		public Share share(String name, int size, Duration patience) {
			ConnectionFactory driver = this.pools.driver(this.options,
					least(patience, this.pools.settings.statementTimeout()));
			return this.pools.share(name, size, this.pools.unpooled(driver, this.circuit), this.circuit,
					this.maxAcquireTime);
		}

		/** Whether it is away, and what needs it is refused at once. */
		public boolean isAway() {
			return this.circuit.isAway();
		}

		/** How often it was away so far. */
		public int absences() {
			return this.circuit.absences();
		}

		/** Looks for it no more. */
		public void forget() {
			this.circuit.dispose();
		}

	}

}
