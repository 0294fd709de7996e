package dev.sluice.proof;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import dev.sluice.SluiceApplication;
import dev.sluice.testing.TestDatabase;
import dev.sluice.testing.UnlimitedRequests;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** One of the gateways that share a database, in this JVM. */
public record Instance(ConfigurableApplicationContext context, int port) implements AutoCloseable {

	/** Retries so fast that a proof does not wait for them. */
	private static final Map<String, String> IN_A_HURRY = Map.of("sluice.demo.enabled", "true", "server.port", "0",
			"sluice.operations.call-timeout", "2s", "sluice.operations.lease", "6s", "sluice.operations.first-retry",
			"100ms", "sluice.operations.max-retry", "1s", "sluice.operations.recovery-interval", "200ms",
			"sluice.simulator.pending-delay", "300ms", "sluice.simulator.challenge-validity", "2s",
			"logging.level.reactor.netty.http.client.HttpClientConnect", "error");

	/** With a simulator inside, whose book is in the same database. */
	public static Instance start(TestDatabase database, Map<String, String> more) {
		Map<String, Object> properties = new HashMap<>(IN_A_HURRY);
		properties.putAll(UnlimitedRequests.PROPERTIES);
		properties.putAll(database.properties());
		properties.putAll(more);
		ConfigurableApplicationContext context = SpringApplication.run(SluiceApplication.class,
				properties.entrySet()
					.stream()
					.map((property) -> "--" + property.getKey() + "=" + property.getValue())
					.toArray(String[]::new));
		return new Instance(context,
				Integer.parseInt(Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"))));
	}

	/** Without a simulator of its own. */
	public static Instance startWith(String processor, TestDatabase database, Map<String, String> more) {
		Map<String, String> properties = new HashMap<>(more);
		properties.put("sluice.simulator.enabled", "false");
		properties.put("sluice.processors.simulator.url", processor);
		return start(database, properties);
	}

	/** Where it tells how it is, if it was given a port for that. */
	public int managementPort() {
		return Integer
			.parseInt(Objects.requireNonNull(this.context.getEnvironment().getProperty("local.management.port")));
	}

	/** How many streams are open, as it counts them itself. */
	public double openStreams() {
		return gauge("sluice.feed.streams");
	}

	/** What a gauge shows, added up where it has several parts. */
	public double gauge(String name) {
		return this.context.getBean(MeterRegistry.class).get(name).gauges().stream().mapToDouble(Gauge::value).sum();
	}

	@Override
	public void close() {
		this.context.close();
	}

}
