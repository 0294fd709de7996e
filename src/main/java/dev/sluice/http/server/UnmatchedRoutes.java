package dev.sluice.http.server;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.sluice.http.Problem;
import dev.sluice.http.RouteTable;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.WebHandler;

/**
 * What comes after every route below {@code /v1}: 405 with {@code Allow} where the
 * address exists for another method, else 404. Functional routes alone answer 404 for
 * both.
 */
@Configuration(proxyBeanMethods = false)
class UnmatchedRoutes {

	/** Behind Boot's mapping of all functional routes (-1), before that of files. */
	private static final int ORDER = 0;

	@Bean
	HandlerMapping unmatched(RouteTable table) {
		WebHandler refusal = (exchange) -> Mono.error(() -> refusal(exchange.getRequest(), table));
		return new SimpleUrlHandlerMapping(Map.of("/v1/**", refusal), ORDER);
	}

	@Bean
	RouteTable routeTable(List<RouterFunction<ServerResponse>> routes) {
		return RouteTable.of(routes);
	}

	private static Problem refusal(ServerHttpRequest request, RouteTable table) {
		Set<HttpMethod> allowed = table.methodsAt(request.getPath().pathWithinApplication());
		if (allowed.isEmpty()) {
			return Problem.of(HttpStatus.NOT_FOUND, "not_found", "There is nothing at this address of the API.");
		}
		return Problem
			.of(HttpStatus.METHOD_NOT_ALLOWED, "method_not_allowed",
					"This address does not offer " + request.getMethod().name() + ".")
			.withHeader("Allow", allowed.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", ")));
	}

}
