package dev.sluice.http.server;

import java.util.Set;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Lets every route that answers GET answer HEAD, with the same status and headers.
 * Functional routes alone would not.
 */
@Component
@Order(-10)
class HeadRequests implements WebFilter {

	private final RouteTable table;

	HeadRequests(RouteTable table) {
		this.table = table;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return (exchange.getRequest().getMethod().equals(HttpMethod.HEAD) && isForGet(exchange))
				? chain.filter(exchange.mutate()
					.request((request) -> request.method(HttpMethod.GET))
					.response(new WithoutBody(exchange.getResponse()))
					.build())
				: chain.filter(exchange);
	}

	private boolean isForGet(ServerWebExchange exchange) {
		Set<HttpMethod> methods = this.table.methodsAt(exchange.getRequest().getPath().pathWithinApplication());
		return methods.contains(HttpMethod.GET);
	}

	/**
	 * Takes the first piece of a long body, which shows whether there is one, and no
	 * more; none of it is sent.
	 */
	private static final class WithoutBody extends ServerHttpResponseDecorator {

		WithoutBody(ServerHttpResponse response) {
			super(response);
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			return super.writeWith((body instanceof Mono) ? body : Flux.from(body).take(1));
		}

	}

}
