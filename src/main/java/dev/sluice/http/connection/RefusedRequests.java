package dev.sluice.http.connection;

import dev.sluice.http.Problem;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/** Ends requests that were refused on their connection by the one error path. */
@Component
@Order(RefusedRequests.ORDER)
class RefusedRequests implements WebFilter {

	/**
	 * Behind the filter that sets the headers of each answer, before those that let in.
	 */
	static final int ORDER = -190;

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		@Nullable Problem problem = Refusal.problem(exchange.getRequest());
		return (problem != null) ? Mono.error(problem) : chain.filter(exchange);
	}

}
