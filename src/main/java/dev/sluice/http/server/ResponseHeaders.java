package dev.sluice.http.server;

import dev.sluice.http.TraceId;
import reactor.core.publisher.Mono;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * The headers that every answer carries: under which id the log knows it, nothing of the
 * API is stored on its way, and the page runs no script but our own and is framed by
 * nobody.
 */
@Component
@Order(-200)
class ResponseHeaders implements WebFilter {

	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		HttpHeaders headers = exchange.getResponse().getHeaders();
		TraceId id = TraceId.in(exchange);
		headers.set(TraceId.HEADER, id.request());
		headers.set("X-Content-Type-Options", "nosniff");
		headers.set("Referrer-Policy", "no-referrer");
		headers.set("Content-Security-Policy", POLICY);
		headers.setCacheControl(ApiAddresses.include(exchange.getRequest()) ? "no-store" : "no-cache");
		return chain.filter(exchange);
	}

}
