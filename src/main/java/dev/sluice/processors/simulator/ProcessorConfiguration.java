package dev.sluice.processors.simulator;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import dev.sluice.http.address.OwnAddress;
import dev.sluice.payments.port.ConfiguredProcessors;
import dev.sluice.payments.port.Processor;
import dev.sluice.processors.calls.CallClients;
import dev.sluice.processors.calls.Guard;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/** Wires the processors that are configured. */
@Configuration(proxyBeanMethods = false)
class ProcessorConfiguration {

	private static final String DEFAULT = "simulator";

	@Bean(destroyMethod = "dispose")
	ConnectionProvider simulatorConnections(SimulatorSettings settings) {
		return CallClients.connections(DEFAULT, settings);
	}

	@Bean
	WebClient simulatorHttp(SimulatorSettings settings, ConnectionProvider simulatorConnections, CallClients clients,
			@Value("${sluice.simulator.secret}") String secret) {
		return clients.builder(settings, simulatorConnections)
			.defaultHeaders((headers) -> headers.setBearerAuth(secret))
			.build();
	}

	/**
	 * The simulator of demo mode, or the one whose address is given, and others by their
	 * names.
	 */
	@Bean
	ConfiguredProcessors simulators(SimulatorSettings settings, OwnAddress own, WebClient simulatorHttp,
			@Value("${sluice.demo.enabled:false}") boolean demo) {
		Map<String, Supplier<URI>> addresses = new LinkedHashMap<>();
		URI url = settings.url();
		if (url != null || demo) {
			addresses.put(DEFAULT, () -> (url != null) ? url : URI.create(own.of("/simulator")));
		}
		settings.others().forEach((name, other) -> addresses.put(name, () -> other));
		URI callbackUrl = settings.callbackUrl();
		Supplier<URI> callbacks = () -> (callbackUrl != null) ? callbackUrl : URI.create(own.of("/callbacks"));
		return new ConfiguredProcessors(addresses.entrySet()
			.stream()
			.<Processor>map((entry) -> new SimulatorClient(entry.getKey(), simulatorHttp, entry.getValue(), callbacks,
					new Guard(entry.getKey(), settings)))
			.toList());
	}

}
