package dev.sluice.http.server;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Answers HEAD of the page's address; Boot's route of the page takes GET alone. */
@Configuration(proxyBeanMethods = false)
class PageRoutes {

	@Bean
	RouterFunction<ServerResponse> headOfThePage() {
		ClassPathResource page = new ClassPathResource("static/index.html");
		return RouterFunctions.route(RequestPredicates.HEAD("/").and(RequestPredicates.accept(MediaType.TEXT_HTML)),
				(request) -> ServerResponse.ok().contentType(MediaType.TEXT_HTML).bodyValue(page));
	}

}
