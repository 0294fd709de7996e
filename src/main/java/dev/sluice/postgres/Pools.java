package dev.sluice.postgres;

import java.util.HashMap;
import java.util.Map;

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
		ConnectionFactoryOptions.Builder options = configured.mutate();
		if (!configured.hasOption(PostgresqlConnectionFactoryProvider.OPTIONS)) {
			options.option(PostgresqlConnectionFactoryProvider.OPTIONS, PLANNING);
		}
		return ConnectionFactories
			.get(options.option(ConnectionFactoryOptions.CONNECT_TIMEOUT, this.settings.connectTimeout())
				.option(ConnectionFactoryOptions.STATEMENT_TIMEOUT, this.settings.statementTimeout())
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
		ConnectionFactory watched = new WatchedConnection.Factory(unpooled.factory(),
				new AnswerLimit(this.answerTimer, this.settings.answerTimeout(), circuit));
		Share share = new Share(name, pool(name, size, watched), circuit);
		Connections.show(share, this.meters);
		return share;
	}

	/** How many connections there may be to the database. */
	int size() {
		return this.pool.getMaxSize();
	}

	private ConnectionPool pool(String name, int size, ConnectionFactory connections) {
		ConnectionPoolConfiguration.Builder builder = ConnectionPoolConfiguration.builder(connections)
			.name("sluice-" + name)
			.initialSize(Math.ceilDiv(this.pool.getInitialSize() * size, this.pool.getMaxSize()))
			.maxSize(size)
			.maxIdleTime(this.pool.getMaxIdleTime())
			.maxLifeTime(this.settings.maxLifeTime())
			.maxAcquireTime(this.settings.maxAcquireTime())
			.maxCreateConnectionTime(this.settings.connectTimeout())
			.acquireRetry(this.pool.getAcquireRetry())
			.validationDepth(ValidationDepth.LOCAL)
			.allocatorSubscribeOn(Schedulers.parallel());
		PropertyMapper map = PropertyMapper.get();
		map.from(this.pool::getMaxLifeTime).to(builder::maxLifeTime);
		map.from(this.pool::getMaxAcquireTime).to(builder::maxAcquireTime);
		return new ConnectionPool(builder.build());
	}

	/**
	 * Another server, which is only read from: its connections refuse to write, whatever
	 * the server is. Nothing of it counts for the one that all is written to.
	 * @param name of the server, as the log calls it
	 */
	public OtherServer readOnly(String name, DatabaseCoordinates where) {
		Map<String, String> parameters = new HashMap<>(PLANNING);
		parameters.put("default_transaction_read_only", "on");
		ConnectionFactoryOptions options = where.options()
			.mutate()
			.option(PostgresqlConnectionFactoryProvider.OPTIONS, parameters)
			.build();
		Circuit circuit = circuit(name, driver(options));
		return new OtherServer(this, unpooled(driver(options), circuit), circuit);
	}

	/** A server beside the one that all is written to. */
	public static final class OtherServer {

		private final Pools pools;

		private final UnpooledConnections unpooled;

		private final Circuit circuit;

		OtherServer(Pools pools, UnpooledConnections unpooled, Circuit circuit) {
			this.pools = pools;
			this.unpooled = unpooled;
			this.circuit = circuit;
		}

		/** Some connections to it, for a class of work. */
		public Share share(String name, int size) {
			return this.pools.share(name, size, this.unpooled, this.circuit);
		}

		/** Whether it is away, and what needs it is refused at once. */
		public boolean isAway() {
			return this.circuit.isAway();
		}

		/** Looks for it no more. */
		public void forget() {
			this.circuit.dispose();
		}

	}

}
