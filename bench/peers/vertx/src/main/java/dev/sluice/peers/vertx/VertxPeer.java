package dev.sluice.peers.vertx;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.jackson.DatabindCodec;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.pgclient.PgConnectOptions;

/** The program: one verticle for each core. */
public final class VertxPeer {

	private VertxPeer() {
	}

	/**
	 * Starts it: {@code --server.port=… --database=postgresql://…}, and where it has a
	 * processor {@code --processor=http://… --processor-secret=…}.
	 */
	public static void main(String[] arguments) throws Exception {
		Map<String, String> given = Arrays.stream(arguments)
			.map((argument) -> argument.substring(2).split("=", 2))
			.collect(Collectors.toMap((pair) -> pair[0], (pair) -> pair[1]));
		int cores = Runtime.getRuntime().availableProcessors();
		DatabindCodec.mapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
		Vertx vertx = Vertx.builder()
			.with(new VertxOptions().setPreferNativeTransport(true)
				.setEventLoopPoolSize(cores)
				.setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true).setMeterCacheEnabled(true)))
			.withMetrics(new MicrometerMetricsFactory(new SimpleMeterRegistry()))
			.build();
		PgConnectOptions database = PgConnectOptions.fromUri(given.get("database"))
			.setPipeliningLimit(256)
			.setCachePreparedStatements(true);
		int port = Integer.parseInt(given.get("server.port"));
		int connections = Integer.parseInt(given.getOrDefault("connections", "16")) / cores;
		String processor = given.get("processor");
		URI address = (processor != null) ? URI.create(processor) : null;
		String secret = given.getOrDefault("processor-secret", "");
		vertx
			.deployVerticle(() -> new PaymentApi(port, database, connections, address, secret),
					new DeploymentOptions().setInstances(cores))
			.await();
	}

}
