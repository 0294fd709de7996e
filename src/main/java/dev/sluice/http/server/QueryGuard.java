package dev.sluice.http.server;

import reactor.core.publisher.Mono;

import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Refuses what a route does not know of a query, on every method, before the route does
 * anything. Addresses without a route pass: of files a query asks for nothing, and is
 * there to get past caches.
 */
@Component
@Order(0)
class QueryGuard implements WebFilter {

	private final RouteTable table;

	QueryGuard(RouteTable table) {
		this.table = table;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		if (request.getURI().getRawQuery() != null) {
			check(request);
		}
		return chain.filter(exchange);
	}

	/** Behind the doorkeeper: who is not known is told that first. */
	private void check(ServerHttpRequest request) {
		this.table.parametersAt(request.getMethod(), request.getPath().pathWithinApplication())
			.ifPresent((known) -> known.check(request.getQueryParams()));
	}

}
