package dev.sluice.http.figures;

import java.util.Set;

import dev.sluice.http.Problem;
import dev.sluice.http.ProblemWriter;
import dev.sluice.http.figures.RequestFigures.Kind;
import dev.sluice.http.passage.Visit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Looks at the clock before all that is done for a request, and after it. Spring's own
 * observation of requests costs many times as much.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestWatch implements WebFilter {

	private static final String NONE = "none";

	private static final Set<HttpMethod> KNOWN = Set.of(HttpMethod.values());

	private static final String[] CLASSES = { NONE, "1xx", "2xx", "3xx", "4xx", "5xx" };

	private final RequestFigures figures;

	RequestWatch(RequestFigures figures) {
		this.figures = figures;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		long begun = System.nanoTime();
		Visit.of(exchange).afterwards(() -> note(exchange, System.nanoTime() - begun));
		return chain.filter(exchange);
	}

	private void note(ServerWebExchange exchange, long nanos) {
		Problem problem = ProblemWriter.writtenTo(exchange);
		if (problem != null) {
			this.figures.told(problem);
		}
		ServerHttpResponse response = exchange.getResponse();
		if (!isStream(response.getHeaders().getFirst("Content-Type"))) {
			HttpMethod method = exchange.getRequest().getMethod();
			this.figures.ended(new Kind(KNOWN.contains(method) ? method.name() : "other", route(exchange),
					response.isCommitted() ? status(response.getStatusCode()) : NONE), nanos);
		}
	}

	/** It lasts for as long as its reader likes, which says nothing. */
	private static boolean isStream(@Nullable String type) {
		return type != null && type.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE);
	}

	private static String route(ServerWebExchange exchange) {
		Object pattern = exchange.getAttributes().get(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		return (pattern instanceof PathPattern matched) ? matched.getPatternString() : NONE;
	}

	private static String status(@Nullable HttpStatusCode status) {
		int number = (status != null) ? status.value() / 100 : 0;
		return CLASSES[(number < CLASSES.length) ? number : 0];
	}

}
