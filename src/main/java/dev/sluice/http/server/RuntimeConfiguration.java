package dev.sluice.http.server;

import dev.sluice.http.LastingBody;
import dev.sluice.http.WebSettings;
import io.micrometer.observation.ObservationRegistry;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import reactor.netty.resources.LoopResources;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * What an instance runs on: one set of event loops for the server, the clients and the
 * database. They end last, when nothing needs them any more.
 */
@Configuration(proxyBeanMethods = false)
class RuntimeConfiguration {

	/** Nobody looks at observations yet, and they cost as much as a small request. */
	@Bean
	ObservationRegistry observationRegistry() {
		return ObservationRegistry.NOOP;
	}

	@Bean(destroyMethod = "dispose")
	LoopResources eventLoops() {
		return LoopResources.create("sluice", Runtime.getRuntime().availableProcessors(), true);
	}

	@Bean
	ReactorResourceFactory reactorResourceFactory(LoopResources eventLoops) {
		ReactorResourceFactory resources = new ReactorResourceFactory();
		resources.setUseGlobalResources(false);
		resources.setLoopResources(eventLoops);
		return resources;
	}

	/**
	 * A client that vanished, without a word, would else be written to for a quarter of
	 * an hour.
	 */
	@Bean
	WebServerFactoryCustomizer<NettyReactiveWebServerFactory> deadConnections(WebSettings settings) {
		int millis = (int) settings.deadAfter().toMillis();
		return (factory) -> factory.addServerCustomizers((server) -> Epoll.isAvailable()
				? server.childOption(EpollChannelOption.TCP_USER_TIMEOUT, millis) : server);
	}

	@Bean
	WebServerFactoryCustomizer<NettyReactiveWebServerFactory> lastingBodies() {
		return (factory) -> factory.addServerCustomizers((server) -> server.mapHandle(LastingBody::after));
	}

}
