package dev.sluice.http.server;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.sluice.http.Problem;
import reactor.core.publisher.Mono;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

/**
 * What comes after every route, and before the files: OPTIONS and 405 with {@code Allow}
 * where the address is a route's, else 404 below {@code /v1}. Functional routes alone
 * answer 404 for all three.
 */
@Component
@Order(UnmatchedRoutes.ORDER)
class UnmatchedRoutes implements HandlerMapping {

	/** Behind Boot's mapping of all functional routes (-1), before that of files. */
	static final int ORDER = 0;

	private final RouteTable table;

	UnmatchedRoutes(RouteTable table) {
		this.table = table;
	}

	@Override
	public Mono<Object> getHandler(ServerWebExchange exchange) {
		ServerHttpRequest request = exchange.getRequest();
		Set<HttpMethod> offered = this.table.methodsAt(request.getPath().pathWithinApplication());
		if (!offered.isEmpty()) {
			return Mono.just(request.getMethod().equals(HttpMethod.OPTIONS) ? options(allow(offered))
					: refusal(notAllowed(request.getMethod(), allow(offered))));
		}
		return ApiAddresses.include(request)
				? Mono.just(refusal(
						Problem.of(HttpStatus.NOT_FOUND, "not_found", "There is nothing at this address of the API.")))
				: Mono.empty();
	}

	private static WebHandler options(String allow) {
		return (exchange) -> Mono.fromRunnable(() -> {
			exchange.getResponse().setRawStatusCode(HttpStatus.NO_CONTENT.value());
			exchange.getResponse().getHeaders().set("Allow", allow);
		});
	}

	private static WebHandler refusal(Problem problem) {
		return (exchange) -> Mono.error(problem);
	}

	private static Problem notAllowed(HttpMethod method, String allow) {
		return Problem
			.of(HttpStatus.METHOD_NOT_ALLOWED, "method_not_allowed",
					"This address does not offer " + method.name() + ".")
			.withHeader("Allow", allow);
	}

	private static String allow(Set<HttpMethod> offered) {
		Set<String> names = offered.stream().map(HttpMethod::name).collect(Collectors.toCollection(TreeSet::new));
		names.add(HttpMethod.OPTIONS.name());
		if (names.contains(HttpMethod.GET.name())) {
			names.add(HttpMethod.HEAD.name());
		}
		return String.join(", ", names);
	}

}
