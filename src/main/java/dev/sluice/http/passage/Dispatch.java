package dev.sluice.http.passage;

import java.util.List;

import dev.sluice.http.server.RouteIndex;
import reactor.core.publisher.Mono;

import org.springframework.http.codec.HttpMessageReader;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

/**
 * Hands a request to the route that is for it; what no route is for, and files, to
 * Spring's own handler.
 */
final class Dispatch implements WebHandler {

	private final RouteIndex routes;

	private final List<HttpMessageReader<?>> readers;

	private final ServerResponse.Context writers;

	private final WebHandler others;

	Dispatch(RouteIndex routes, ServerCodecConfigurer codecs, WebHandler others) {
		this.routes = routes;
		this.readers = List.copyOf(codecs.getReaders());
		this.writers = new Writers(List.copyOf(codecs.getWriters()));
		this.others = others;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange) {
		ServerHttpRequest request = exchange.getRequest();
		RouteIndex.Found found = this.routes.find(request.getMethod(), request.getPath().pathWithinApplication());
		if (found == null) {
			return this.others.handle(exchange);
		}
		exchange.getAttributes().put(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE, found.variables());
		exchange.getAttributes().put(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, found.pattern());
		return found.handler()
			.handle(ServerRequest.create(exchange, this.readers))
			.flatMap((response) -> response.writeTo(exchange, this.writers));
	}

	/** With what answers are written. */
	private record Writers(List<HttpMessageWriter<?>> messageWriters) implements ServerResponse.Context {

		@Override
		public List<ViewResolver> viewResolvers() {
			return List.of();
		}

	}

}
