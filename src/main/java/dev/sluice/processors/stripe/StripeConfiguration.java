package dev.sluice.processors.stripe;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import dev.sluice.http.address.OwnAddress;
import dev.sluice.http.address.OwnClients;
import dev.sluice.merchants.Mode;
import dev.sluice.payments.port.MethodType;
import dev.sluice.processors.TransportFailure;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Wires the connector to Stripe. All merchants share the connections, the limit of calls
 * and the circuit breaker, since it is one service that they reach; an answer that
 * refuses a merchant does not count against it.
 */
@Configuration(proxyBeanMethods = false)
class StripeConfiguration {

	private static final String NAME = "stripe";

	private static final Duration IDLE = Duration.ofSeconds(20);

	/** How many bytes of an answer are read. */
	private static final int MAX_ANSWER = 1024 * 1024;

	@Bean(destroyMethod = "dispose")
	ConnectionProvider stripeConnections(StripeSettings settings) {
		return ConnectionProvider.builder(NAME)
			.maxConnections(settings.maxConnections())
			.pendingAcquireMaxCount(settings.maxPendingCalls())
			.pendingAcquireTimeout(settings.connectTimeout())
			.maxIdleTime(IDLE)
			.build();
	}

	@Bean
	WebClient stripeHttp(StripeSettings settings, ConnectionProvider stripeConnections, LoopResources eventLoops,
			WebClient.Builder builder, OwnClients own) {
		HttpClient client = HttpClient.create(stripeConnections)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(settings.connectTimeout().toMillis()))
			.responseTimeout(settings.responseTimeout())
			.runOn(eventLoops)
			.disableRetry(true);
		return builder.clientConnector(own.connector(client, settings.sslBundle()))
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(MAX_ANSWER))
			.build();
	}

	@Bean
	StripeConnector stripeConnector(StripeSettings settings, OwnAddress own, WebClient stripeHttp, JsonMapper json,
			Clock clock, @Value("${sluice.emulators.enabled:false}") boolean emulators,
			@Value("${sluice.emulators.stripe.enabled:false}") boolean emulator) {
		StripeClient client = new StripeClient(stripeHttp, address(settings.url(), own, emulators && emulator), json,
				breakers(settings), bulkhead(settings));
		return new StripeConnector(client, new StripeNotifications(json), clock);
	}

	/** What an object of the type {@code stripe} holds. */
	@Bean
	MethodType stripeMethod() {
		return StripeMethods.TYPE;
	}

	private static Supplier<URI> address(@Nullable URI url, OwnAddress own, boolean emulated) {
		if (url != null) {
			return () -> url;
		}
		return emulated ? () -> URI.create(own.of("/emulators/stripe")) : () -> StripeSettings.STRIPE;
	}

	/** What fails in test mode does not stop live payments. */
	private static Map<Mode, CircuitBreaker> breakers(StripeSettings settings) {
		return Map.of(Mode.TEST, breaker(Mode.TEST, settings), Mode.LIVE, breaker(Mode.LIVE, settings));
	}

	private static CircuitBreaker breaker(Mode mode, StripeSettings settings) {
		return CircuitBreaker.of(NAME + "-" + mode.label(),
				CircuitBreakerConfig.custom()
					.slidingWindowSize(settings.openAfter())
					.minimumNumberOfCalls(settings.openAfter())
					.waitDurationInOpenState(settings.openFor())
					.ignoreException(TransportFailure::isOurs)
					.build());
	}

	private static Bulkhead bulkhead(StripeSettings settings) {
		return Bulkhead.of(NAME,
				BulkheadConfig.custom()
					.maxConcurrentCalls(settings.maxConnections() + settings.maxPendingCalls())
					.maxWaitDuration(Duration.ZERO)
					.build());
	}

}
