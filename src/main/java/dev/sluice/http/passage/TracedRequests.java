package dev.sluice.http.passage;

import java.util.Set;

import dev.sluice.http.TraceId;
import dev.sluice.http.server.RouteIndex;
import dev.sluice.http.traces.Span;
import dev.sluice.http.traces.Traces;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Makes a span of each request, in the caller's trace where he is in one. It is the first
 * filter, where there is a collector, and else none. What is asked for is known by its
 * route alone: addresses have secrets in them.
 */
final class TracedRequests implements WebFilter {

	private static final String UNKNOWN = "_OTHER";

	private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.values());

	private final Traces traces;

	private final RouteIndex routes;

	TracedRequests(Traces traces, RouteIndex routes) {
		this.traces = traces;
		this.routes = routes;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		String method = method(exchange.getRequest());
		Span span = this.traces.serve(TraceId.caller(exchange), method);
		TraceId.begin(exchange, span.place());
		if (span.isRecorded()) {
			var _ = span.set("http.request.method", method).set("http.request.id", TraceId.of(exchange));
			Visit.of(exchange).afterwards(() -> end(exchange, method, span));
		}
		return chain.filter(exchange);
	}

	private static String method(ServerHttpRequest request) {
		return METHODS.contains(request.getMethod()) ? request.getMethod().name() : UNKNOWN;
	}

	/** Of a request that nobody waited for there is no status. */
	private void end(ServerWebExchange exchange, String method, Span span) {
		PathPattern route = route(exchange);
		if (route != null) {
			String path = route.getPatternString();
			var _ = span.name(method + " " + path).set("http.route", path);
		}
		HttpStatusCode status = exchange.getResponse().getStatusCode();
		if (status != null) {
			var _ = span.set("http.response.status_code", status.value());
			if (status.is5xxServerError()) {
				span.fail(Integer.toString(status.value()));
			}
		}
		span.end();
	}

	/** As it is in the index, or as Spring found it. */
	private @Nullable PathPattern route(ServerWebExchange exchange) {
		ServerHttpRequest request = exchange.getRequest();
		RouteIndex.Found found = this.routes.find(request.getMethod(), request.getPath().pathWithinApplication());
		return (found != null) ? found.pattern()
				: exchange.getAttribute(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE) instanceof PathPattern pattern
						? pattern : null;
	}

}
