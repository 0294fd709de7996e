package dev.sluice.http.server;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.sluice.http.Problem;
import dev.sluice.http.RouteTable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * The last route below {@code /v1}: 405 with {@code Allow} where the address exists for
 * another method, else 404. Functional routes alone answer 404 for both.
 */
@Configuration(proxyBeanMethods = false)
class UnmatchedRoutes {

	@Bean
	@Order
	RouterFunction<ServerResponse> unmatched(ObjectProvider<RouteTable> table) {
		return RouterFunctions.route(RequestPredicates.path("/v1/**"), (request) -> refuse(request, table.getObject()));
	}

	/** Reads the routes once, at the first request that needs them. */
	@Bean
	@Lazy
	RouteTable routeTable(List<RouterFunction<ServerResponse>> routes) {
		return RouteTable.of(routes);
	}

	private static Mono<ServerResponse> refuse(ServerRequest request, RouteTable table) {
		Set<HttpMethod> allowed = new LinkedHashSet<>(table.methodsAt(request.requestPath().pathWithinApplication()));
		if (allowed.isEmpty()) {
			return Mono
				.error(Problem.of(HttpStatus.NOT_FOUND, "not_found", "There is nothing at this address of the API."));
		}
		String allow = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
		return Mono.error(
				Problem
					.of(HttpStatus.METHOD_NOT_ALLOWED, "method_not_allowed",
							"This address does not offer " + request.method().name() + ".")
					.withHeader("Allow", allow));
	}

}
