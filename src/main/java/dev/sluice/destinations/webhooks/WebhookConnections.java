package dev.sluice.destinations.webhooks;

import java.time.Duration;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.resolver.AddressResolverGroup;
import reactor.netty.http.HttpResources;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;
import reactor.netty.transport.NameResolverProvider;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The connections to webhooks, and to nobody else: each to an address that was looked at
 * when it was made, and none by way of a proxy, which would look at nothing.
 */
@Component
class WebhookConnections implements DisposableBean {

	private static final String NAME = "webhooks";

	private static final String USER_AGENT = "Sluice-Webhooks";

	/** Hosts come and go; what was kept for one that is gone is not kept for long. */
	private static final Duration INACTIVITY = Duration.ofMinutes(1);

	private static final int MAX_FIRST_LINE = 1024;

	private static final int MAX_HEADERS = 8192;

	private final ConnectionProvider connections;

	private final AddressResolverGroup<?> names;

	private final HttpClient http;

	@Autowired
	WebhookConnections(WebhookSettings settings, WebhookAddresses addresses) {
		this(settings, addresses, names(settings), Http11SslContextSpec.forClient());
	}

	/**
	 * Connections by these rules.
	 * @param names finds the addresses of names, and is closed in the end
	 */
	WebhookConnections(WebhookSettings settings, WebhookAddresses addresses, AddressResolverGroup<?> names,
			GenericSslContextSpec<?> tls) {
		this.connections = connections(settings);
		this.names = names;
		AddressGuard guard = addresses.guard();
		this.http = HttpClient.create(this.connections)
			.noProxy()
			.resolver(names)
			.doOnChannelInit((observer, channel, remote) -> channel.pipeline().addFirst("address-guard", guard))
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis(settings.connectTimeout()))
			.secure((spec) -> spec.sslContext(tls).handshakeTimeout(settings.connectTimeout()))
			.httpResponseDecoder((spec) -> spec.maxInitialLineLength(MAX_FIRST_LINE).maxHeaderSize(MAX_HEADERS))
			.followRedirect(false)
			.compress(false)
			.disableRetry(true)
			.headers((headers) -> headers.set(HttpHeaderNames.USER_AGENT, USER_AGENT)
				.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON));
	}

	private static ConnectionProvider connections(WebhookSettings settings) {
		return ConnectionProvider.builder(NAME)
			.maxConnections(settings.maxConnections())
			.pendingAcquireMaxCount(settings.maxPending())
			.pendingAcquireTimeout(settings.connectTimeout())
			.maxIdleTime(settings.idleTime())
			.maxLifeTime(settings.lifeTime())
			.lifo()
			.evictInBackground(settings.idleTime())
			.disposeInactivePoolsInBackground(INACTIVITY, INACTIVITY)
			.build();
	}

	/** By Netty, since the platform's own way blocks. */
	private static AddressResolverGroup<?> names(WebhookSettings settings) {
		return NameResolverProvider.builder()
			.queryTimeout(settings.connectTimeout())
			.cacheMaxTimeToLive(settings.lifeTime())
			.build()
			.newNameResolverGroup(HttpResources.get(), true);
	}

	private static int millis(Duration time) {
		return Math.toIntExact(time.toMillis());
	}

	/** Posts by them. */
	HttpClient http() {
		return this.http;
	}

	@Override
	public void destroy() {
		this.connections.dispose();
		this.names.close();
	}

}
