package dev.sluice.http.server;

import dev.sluice.http.Access;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Serves the descriptions of the API: of what is asked for, and of what is sent. */
@Configuration(proxyBeanMethods = false)
class OpenApiRoutes {

	private static final MediaType YAML = MediaType.parseMediaType("application/yaml;charset=UTF-8");

	@Bean
	RouterFunction<ServerResponse> openApi() {
		return RouterFunctions.route()
			.GET("/openapi.yaml", document("openapi/openapi.yaml"))
			.GET("/asyncapi.yaml", document("openapi/asyncapi.yaml"))
			.build();
	}

	private static HandlerFunction<ServerResponse> document(String name) {
		ClassPathResource document = new ClassPathResource(name);
		return Access.everybody().opens((request) -> ServerResponse.ok().contentType(YAML).bodyValue(document));
	}

}
