package dev.sluice.http.server;

import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.accept.RequestedContentTypeResolverBuilder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Knows all routes that there are, and how they are spoken to. */
@Configuration(proxyBeanMethods = false)
class RoutesConfiguration {

	@Bean
	RouteTable routeTable(List<RouterFunction<ServerResponse>> routes) {
		return RouteTable.of(routes);
	}

	/**
	 * Routes read {@code Accept} themselves. Spring does so once more, for handlers that
	 * we have none of, whenever a route refuses something, and would put a failure of its
	 * own in the place of the refusal.
	 */
	@Bean
	WebFluxConfigurer acceptIsReadByRoutesAlone() {
		return new WebFluxConfigurer() {
			@Override
			public void configureContentTypeResolver(RequestedContentTypeResolverBuilder builder) {
				builder.fixedResolver(MediaType.ALL);
			}
		};
	}

}
