package dev.sluice.merchants.people;

import dev.sluice.http.address.OwnClients;
import io.netty.channel.ChannelOption;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/** How the provider is spoken to. */
@Configuration(proxyBeanMethods = false)
class ProviderClients {

	private static final int CONNECTIONS = 8;

	private static final int WAITING = 100;

	@Bean(destroyMethod = "dispose")
	ConnectionProvider signInConnections(SignInSettings settings) {
		return ConnectionProvider.builder("sign-in")
			.maxConnections(CONNECTIONS)
			.pendingAcquireMaxCount(WAITING)
			.pendingAcquireTimeout(settings.timeout())
			.maxIdleTime(settings.timeout())
			.build();
	}

	/** Follows no redirect, and reads no answer that is larger than Spring's 256 kB. */
	@Bean
	WebClient signInHttp(SignInSettings settings, ConnectionProvider signInConnections, LoopResources eventLoops,
			WebClient.Builder builder, OwnClients own) {
		HttpClient client = HttpClient.create(signInConnections)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(settings.timeout().toMillis()))
			.responseTimeout(settings.timeout())
			.runOn(eventLoops)
			.disableRetry(true);
		return builder.clientConnector(own.connector(client, settings.sslBundle())).build();
	}

}
