package dev.sluice.processors;

import java.time.Duration;

import dev.sluice.payments.Processor;
import io.netty.channel.ChannelOption;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/** Wires the processors that are configured. */
@Configuration(proxyBeanMethods = false)
@Conditional(ProcessorConfiguration.SimulatorWanted.class)
class ProcessorConfiguration {

	private static final Duration IDLE = Duration.ofSeconds(20);

	@Bean
	SimulatorAddress simulatorAddress(SimulatorSettings settings) {
		return new SimulatorAddress(settings);
	}

	@Bean(destroyMethod = "dispose")
	ConnectionProvider simulatorConnections(SimulatorSettings settings) {
		return ConnectionProvider.builder("simulator")
			.maxConnections(settings.maxConnections())
			.pendingAcquireMaxCount(settings.maxPendingCalls())
			.pendingAcquireTimeout(settings.connectTimeout())
			.maxIdleTime(IDLE)
			.build();
	}

	@Bean
	Processor simulator(SimulatorSettings settings, SimulatorAddress address, ConnectionProvider simulatorConnections,
			LoopResources eventLoops, WebClient.Builder builder, @Value("${sluice.simulator.secret}") String secret) {
		HttpClient client = HttpClient.create(simulatorConnections)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(settings.connectTimeout().toMillis()))
			.responseTimeout(settings.responseTimeout())
			.runOn(eventLoops)
			.disableRetry(true);
		WebClient http = builder.clientConnector(new ReactorClientHttpConnector(client)).build();
		return new SimulatorClient(http, address, secret);
	}

	/** In demo mode, or where its address is given. */
	static class SimulatorWanted extends AnyNestedCondition {

		SimulatorWanted() {
			super(ConfigurationPhase.PARSE_CONFIGURATION);
		}

		/** In demo mode. */
		@ConditionalOnBooleanProperty("sluice.demo.enabled")
		static class InDemoMode {

		}

		/** Where its address is given. */
		@ConditionalOnProperty("sluice.processors.simulator.url")
		static class WithAddress {

		}

	}

}
