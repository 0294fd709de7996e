package dev.sluice.processors.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import dev.sluice.processors.calls.CallLimits;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How simulators are reached ({@code sluice.processors.simulator.*}).
 *
 * @param url where the one called {@code simulator} listens; in demo mode, where none is
 * set, it is the one inside this application
 * @param others more of them, by name
 * @param callbackUrl where they reach this gateway; the address that it listens on
 * itself, or the loopback, where none is set
 * @param sslBundle the bundle of {@code spring.ssl.bundle.*} that says whom they are
 * trusted by and who this gateway is to them; the platform's trust where there is none
 * @param connectTimeout how long connecting may take
 * @param responseTimeout how long an answer may take
 * @param maxConnections how many calls to one of them are under way at once
 * @param maxPendingCalls how many more may wait for a connection
 * @param openAfter how many of its last calls the circuit breaker judges by
 * @param openFor how long it lets nothing through once half of them have failed
 */
@ConfigurationProperties("sluice.processors.simulator")
record SimulatorSettings(@Nullable URI url, @DefaultValue Map<String, URI> others, @Nullable URI callbackUrl,
		@Nullable String sslBundle, @DefaultValue("2s") Duration connectTimeout,
		@DefaultValue("20s") Duration responseTimeout, @DefaultValue("96") int maxConnections,
		@DefaultValue("1000") int maxPendingCalls, @DefaultValue("50") int openAfter,
		@DefaultValue("2s") Duration openFor) implements CallLimits {

	SimulatorSettings {
		Assert.isTrue(others.values().stream().allMatch(SimulatorSettings::canBeCalled) && canBeCalled(url),
				"sluice.processors.simulator.url and .others must be http or https URLs, their hosts without underscores");
		Assert.isTrue(canBeCalled(callbackUrl),
				"sluice.processors.simulator.callback-url must be an http or https URL, its host without underscores");
		CallLimits.check("sluice.processors.simulator", connectTimeout, responseTimeout, maxConnections,
				maxPendingCalls, openAfter, openFor);
	}

	/** Customers are sent to hosts with underscores, but the client cannot call them. */
	private static boolean canBeCalled(@Nullable URI url) {
		return url == null || (url.getHost() != null && WebAddress.read(url.toString()).isPresent());
	}

}
