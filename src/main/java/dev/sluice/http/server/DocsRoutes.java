package dev.sluice.http.server;

import dev.sluice.http.Access;
import dev.sluice.http.Representations;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Shows the description of the API to people, who can try it out there. */
@Configuration(proxyBeanMethods = false)
class DocsRoutes {

	/** Of the version in the build file. */
	private static final String SWAGGER_UI = "META-INF/resources/webjars/swagger-ui/5.34.1/";

	private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");

	private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=UTF-8");

	private static final MediaType PAGE = MediaType.parseMediaType("text/html;charset=UTF-8");

	@Bean
	RouterFunction<ServerResponse> docs() {
		return RouterFunctions.route()
			.GET("/docs", file("openapi/docs.html", PAGE))
			.GET("/docs/docs.js", file("openapi/docs.js", SCRIPT))
			.GET("/docs/swagger-ui-bundle.js", file(SWAGGER_UI + "swagger-ui-bundle.js", SCRIPT))
			.GET("/docs/swagger-ui.css", file(SWAGGER_UI + "swagger-ui.css", STYLE))
			.build();
	}

	private static HandlerFunction<ServerResponse> file(String name, MediaType type) {
		ClassPathResource file = new ClassPathResource(name);
		return Access.everybody().opens((request) -> show(request, file, type));
	}

	private static Mono<ServerResponse> show(ServerRequest request, Resource file, MediaType type) {
		Representations.require(request, type);
		return ServerResponse.ok().contentType(type).bodyValue(file);
	}

}
