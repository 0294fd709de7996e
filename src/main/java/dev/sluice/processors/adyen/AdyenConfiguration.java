package dev.sluice.processors.adyen;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

import dev.sluice.http.address.OwnAddress;
import dev.sluice.merchants.Mode;
import dev.sluice.payments.port.MethodType;
import dev.sluice.payments.port.Settlements;
import dev.sluice.processors.calls.CallClients;
import dev.sluice.processors.calls.Guard;
import dev.sluice.processors.returns.WayBack;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Wires the connector to Adyen. All merchants share the connections and the limit of
 * calls; circuit breakers are apart, since live mode has a host for each company.
 */
@Configuration(proxyBeanMethods = false)
class AdyenConfiguration {

	private static final String NAME = "adyen";

	@Bean(destroyMethod = "dispose")
	ConnectionProvider adyenConnections(AdyenSettings settings) {
		return CallClients.connections(NAME, settings);
	}

	@Bean
	WebClient adyenHttp(AdyenSettings settings, ConnectionProvider adyenConnections, CallClients clients) {
		return clients.client(settings, adyenConnections);
	}

	/** By what is settled processors are looked up, so that it is fetched late. */
	@Bean
	AdyenConnector adyenConnector(AdyenSettings settings, OwnAddress own, WebClient adyenHttp, JsonMapper json,
			WayBack wayBack, ObjectProvider<Settlements> settlements, Clock clock,
			@Value("${sluice.emulators.enabled:false}") boolean emulators,
			@Value("${sluice.emulators.adyen.enabled:false}") boolean emulator) {
		AdyenClient client = new AdyenClient(adyenHttp, address(settings, own, emulators && emulator), json,
				new Guard(NAME, settings));
		return new AdyenConnector(client, new AdyenNotifications(json), wayBack, settlements::getObject, clock);
	}

	/** What an object of the type {@code adyen} holds. */
	@Bean
	MethodType adyenMethod() {
		return AdyenMethods.TYPE;
	}

	/**
	 * What stands in for Adyen; empty where it is itself meant. A key of live mode goes
	 * to Adyen's live mode, or stays on this machine.
	 */
	private static Function<AdyenAccess, Optional<URI>> address(AdyenSettings settings, OwnAddress own,
			boolean emulated) {
		URI url = settings.url();
		if (url == null) {
			return (access) -> emulated ? Optional.of(URI.create(own.of("/emulators/adyen"))) : Optional.empty();
		}
		return (access) -> (access.fits(Mode.TEST) || settings.isLoopback() || (url + "/").startsWith(own.of("/")))
				? Optional.of(url) : Optional.empty();
	}

}
