package dev.sluice.http.server;

import dev.sluice.http.Access;
import dev.sluice.http.KnownParameters;
import dev.sluice.http.Representations;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Serves the page at its address; before Boot's own route, which takes offence at some
 * {@code Accept} headers. What is in its query is the page's business.
 */
@Configuration(proxyBeanMethods = false)
class PageRoutes {

	private final ClassPathResource page = new ClassPathResource("static/index.html");

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	RouterFunction<ServerResponse> thePage() {
		return RouterFunctions.route()
			.GET("/", Access.everybody().opens(this::show))
			.withAttributes(KnownParameters.any())
			.build();
	}

	private Mono<ServerResponse> show(ServerRequest request) {
		Representations.require(request, MediaType.TEXT_HTML);
		return ServerResponse.ok().contentType(MediaType.TEXT_HTML).bodyValue(this.page);
	}

}
