package dev.sluice.processors.stripe;

import java.net.URI;
import java.time.Clock;
import java.util.function.Supplier;

import dev.sluice.http.address.OwnAddress;
import dev.sluice.payments.port.MethodType;
import dev.sluice.processors.calls.CallClients;
import dev.sluice.processors.calls.Guard;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Wires the connector to Stripe. All merchants share the connections, the limit of calls
 * and the circuit breaker of their mode, since it is one service that they reach; an
 * answer that refuses a merchant does not count against it.
 */
@Configuration(proxyBeanMethods = false)
class StripeConfiguration {

	private static final String NAME = "stripe";

	@Bean(destroyMethod = "dispose")
	ConnectionProvider stripeConnections(StripeSettings settings) {
		return CallClients.connections(NAME, settings);
	}

	@Bean
	WebClient stripeHttp(StripeSettings settings, ConnectionProvider stripeConnections, CallClients clients) {
		return clients.client(settings, stripeConnections);
	}

	@Bean
	StripeConnector stripeConnector(StripeSettings settings, OwnAddress own, WebClient stripeHttp, JsonMapper json,
			Clock clock, @Value("${sluice.emulators.enabled:false}") boolean emulators,
			@Value("${sluice.emulators.stripe.enabled:false}") boolean emulator) {
		StripeClient client = new StripeClient(stripeHttp, address(settings.url(), own, emulators && emulator), json,
				new Guard(NAME, settings));
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

}
