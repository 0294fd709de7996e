package dev.sluice.http.passage;

import java.util.List;
import java.util.function.Supplier;

import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.WebHandler;

/**
 * A filter and what follows it. Where Spring's own chain puts three operators around each
 * filter, this one calls it: one that has nothing to add costs nothing.
 *
 * @param filter asked at once, and once
 * @param next what it lets pass to
 */
record Step(WebFilter filter, WebFilterChain next) implements WebFilterChain {

	/** All filters in order, and what is behind the last one. */
	static WebFilterChain chain(List<WebFilter> filters, WebHandler handler) {
		WebFilterChain chain = (exchange) -> attempt(() -> handler.handle(exchange));
		for (WebFilter filter : filters.reversed()) {
			chain = new Step(filter, chain);
		}
		return chain;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange) {
		return attempt(() -> this.filter.filter(exchange, this.next));
	}

	/** Whoever let pass can count on being told, too, of what is thrown. */
	private static Mono<Void> attempt(Supplier<Mono<Void>> call) {
		try {
			return call.get();
		}
		catch (Throwable ex) {
			Exceptions.throwIfFatal(ex);
			return Mono.error(ex);
		}
	}

}
