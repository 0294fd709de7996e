package dev.sluice.processors.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import dev.sluice.http.address.OwnAddress;
import dev.sluice.http.address.OwnClients;
import dev.sluice.payments.port.ConfiguredProcessors;
import dev.sluice.payments.port.Processor;
import dev.sluice.processors.TransportFailure;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.netty.channel.ChannelOption;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/** Wires the processors that are configured. */
@Configuration(proxyBeanMethods = false)
class ProcessorConfiguration {

	private static final Duration IDLE = Duration.ofSeconds(20);

	private static final String DEFAULT = "simulator";

	@Bean(destroyMethod = "dispose")
	ConnectionProvider simulatorConnections(SimulatorSettings settings) {
		return ConnectionProvider.builder(DEFAULT)
			.maxConnections(settings.maxConnections())
			.pendingAcquireMaxCount(settings.maxPendingCalls())
			.pendingAcquireTimeout(settings.connectTimeout())
			.maxIdleTime(IDLE)
			.build();
	}

	@Bean
	WebClient simulatorHttp(SimulatorSettings settings, ConnectionProvider simulatorConnections,
			LoopResources eventLoops, WebClient.Builder builder, OwnClients own,
			@Value("${sluice.simulator.secret}") String secret) {
		HttpClient client = HttpClient.create(simulatorConnections)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(settings.connectTimeout().toMillis()))
			.responseTimeout(settings.responseTimeout())
			.runOn(eventLoops)
			.disableRetry(true);
		return builder.clientConnector(own.connector(client, settings.sslBundle()))
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
					breaker(entry.getKey(), settings), bulkhead(entry.getKey(), settings)))
			.toList());
	}

	private static CircuitBreaker breaker(String name, SimulatorSettings settings) {
		return CircuitBreaker.of(name,
				CircuitBreakerConfig.custom()
					.slidingWindowSize(settings.openAfter())
					.minimumNumberOfCalls(settings.openAfter())
					.waitDurationInOpenState(settings.openFor())
					.ignoreException(TransportFailure::isOurs)
					.build());
	}

	private static Bulkhead bulkhead(String name, SimulatorSettings settings) {
		return Bulkhead.of(name,
				BulkheadConfig.custom()
					.maxConcurrentCalls(settings.maxConnections() + settings.maxPendingCalls())
					.maxWaitDuration(Duration.ZERO)
					.build());
	}

}
