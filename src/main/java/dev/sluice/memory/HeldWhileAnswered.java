package dev.sluice.memory;

import dev.sluice.http.passage.Visit;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Gives back what was taken for a request when the last byte of its answer is on its way,
 * or its caller is gone.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class HeldWhileAnswered implements WebFilter {

	private final AnswerMemory memory;

	HeldWhileAnswered(AnswerMemory memory) {
		this.memory = memory;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		Holding holding = this.memory.open(() -> close(exchange.getResponse()));
		Visit visit = Visit.of(exchange);
		visit.carry((context) -> context.put(Holding.class, holding));
		visit.afterwards(holding::end);
		return chain.filter(exchange);
	}

	private static void close(ServerHttpResponse message) {
		HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(message);
		var _ = response.withConnection(Connection::dispose);
	}

}
