package dev.sluice.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import dev.sluice.SluiceApplication;
import dev.sluice.testing.TestDatabase;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** One of the gateways that share a database, in this JVM. */
record Instance(ConfigurableApplicationContext context, int port) implements AutoCloseable {

	/** Retries so fast that a proof does not wait for them. */
	private static final List<String> IN_A_HURRY = List.of("--sluice.demo.enabled=true", "--server.port=0",
			"--sluice.operations.call-timeout=2s", "--sluice.operations.lease=6s",
			"--sluice.operations.first-retry=100ms", "--sluice.operations.max-retry=1s",
			"--sluice.operations.recovery-interval=200ms", "--sluice.simulator.pending-delay=300ms",
			"--logging.level.reactor.netty.http.client.HttpClientConnect=error");

	/** With a simulator inside, whose book is in the same database. */
	static Instance start(TestDatabase database, String... more) {
		List<String> arguments = new ArrayList<>(IN_A_HURRY);
		database.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
		arguments.addAll(Arrays.asList(more));
		ConfigurableApplicationContext context = SpringApplication.run(SluiceApplication.class,
				arguments.toArray(String[]::new));
		return new Instance(context,
				Integer.parseInt(Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"))));
	}

	/** Without a simulator of its own. */
	static Instance startWith(String processor, TestDatabase database, String... more) {
		List<String> arguments = new ArrayList<>(
				List.of("--sluice.simulator.enabled=false", "--sluice.processors.simulator.url=" + processor));
		arguments.addAll(Arrays.asList(more));
		return start(database, arguments.toArray(String[]::new));
	}

	@Override
	public void close() {
		this.context.close();
	}

}
