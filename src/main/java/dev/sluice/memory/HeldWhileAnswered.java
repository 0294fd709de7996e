package dev.sluice.memory;

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
		return Mono.using(() -> this.memory.open(() -> close(exchange.getResponse())),
				(holding) -> chain.filter(exchange).contextWrite((context) -> context.put(Holding.class, holding)),
				Holding::end);
	}

	private static void close(ServerHttpResponse message) {
		HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(message);
		var _ = response.withConnection(Connection::dispose);
	}

}
