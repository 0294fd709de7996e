package dev.sluice.http.proxies;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties.ForwardHeadersStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

/** Lets what proxies say count, once it was read, and nothing else. */
@Configuration(proxyBeanMethods = false)
class ProxyConfiguration {

	private static final String STRATEGY = "server.forward-headers-strategy";

	/** The name is the one by which Spring looks for it. */
	@Bean
	ForwardedHeaderTransformer forwardedHeaderTransformer(TrustedProxies proxies) {
		ForwardedHeaderTransformer transformer = new ForwardedHeaderTransformer(false) {

			@Override
			protected boolean hasForwardedHeaders(ServerHttpRequest request) {
				return !proxies.areNone() && super.hasForwardedHeaders(request);
			}

		};
		transformer.setUseForwardedPrefix(true);
		return transformer;
	}

	/**
	 * Boot's own strategies believe everybody, and on some platforms, such as Kubernetes,
	 * that is its default.
	 */
	@Bean
	WebServerFactoryCustomizer<NettyReactiveWebServerFactory> nobodyElseIsBelieved(ServerProperties server) {
		ForwardHeadersStrategy strategy = server.getForwardHeadersStrategy();
		return (factory) -> {
			if (strategy != null && strategy != ForwardHeadersStrategy.NONE) {
				throw new InvalidConfigurationPropertyValueException(STRATEGY, strategy,
						"It believes everybody. Take it out, and name the proxies in front in sluice.web.trusted-proxies.");
			}
			factory.setUseForwardHeaders(false);
		};
	}

}
