package dev.sluice.processors;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How the simulator is reached ({@code sluice.processors.simulator.*}).
 *
 * @param url where it listens; in demo mode, where none is set, the one inside this
 * application
 * @param connectTimeout how long connecting may take
 * @param responseTimeout how long an answer may take
 * @param maxConnections how many calls are under way at once
 * @param maxPendingCalls how many more may wait for a connection
 */
@ConfigurationProperties("sluice.processors.simulator")
record SimulatorSettings(@Nullable URI url, @DefaultValue("2s") Duration connectTimeout,
		@DefaultValue("20s") Duration responseTimeout, @DefaultValue("64") int maxConnections,
		@DefaultValue("1000") int maxPendingCalls) {

	SimulatorSettings {
		Assert.isTrue(connectTimeout.isPositive(), "sluice.processors.simulator.connect-timeout must be positive");
		Assert.isTrue(responseTimeout.isPositive(), "sluice.processors.simulator.response-timeout must be positive");
		Assert.isTrue(maxConnections > 0, "sluice.processors.simulator.max-connections must be positive");
		Assert.isTrue(maxPendingCalls > 0, "sluice.processors.simulator.max-pending-calls must be positive");
	}

}
