package dev.sluice.http.server;

import dev.sluice.http.Access;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Serves the description of the API. */
@Configuration(proxyBeanMethods = false)
class OpenApiRoutes {

	private static final MediaType YAML = MediaType.parseMediaType("application/yaml;charset=UTF-8");

	@Bean
	RouterFunction<ServerResponse> openApi() {
		ClassPathResource document = new ClassPathResource("openapi/openapi.yaml");
		return RouterFunctions.route()
			.GET("/openapi.yaml",
					Access.everybody().opens((request) -> ServerResponse.ok().contentType(YAML).bodyValue(document)))
			.build();
	}

}
