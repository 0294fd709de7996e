package dev.sluice.http.load;

import java.time.Duration;

import dev.sluice.http.Problem;
import dev.sluice.http.passage.Visit;
import dev.sluice.http.server.ApiAddresses;
import dev.sluice.http.server.RouteTable;
import reactor.core.publisher.Mono;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Turns away what can wait, before anything is done for it, where there is too much to
 * do. Only callers of the API are: processors tell of outcomes elsewhere.
 */
@Component
@Order(Shedding.ORDER)
class Shedding implements WebFilter {

	/** Behind what is no address, before it is found out who asks. */
	static final int ORDER = -140;

	private final Load load;

	private final RouteTable table;

	Shedding(Load load, RouteTable table) {
		this.load = load;
		this.table = table;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		if (!ApiAddresses.include(request)) {
			return chain.filter(exchange);
		}
		if (!this.load.enter(() -> urgency(request))) {
			return Mono.error(tooMuch(urgency(request)));
		}
		Visit.of(exchange).afterwards(this.load::leave);
		return chain.filter(exchange);
	}

	/** What no route serves is refused in no time. */
	private Urgency urgency(ServerHttpRequest request) {
		HttpMethod method = HttpMethod.HEAD.equals(request.getMethod()) ? HttpMethod.GET : request.getMethod();
		return Urgency.of(this.table.parametersAt(method, request.getPath().pathWithinApplication()),
				request.getHeaders().getFirst(HttpHeaders.ACCEPT));
	}

	private static Problem tooMuch(Urgency urgency) {
		Duration wait = switch (urgency) {
			case EXPORT -> Duration.ofSeconds(10);
			case LIST -> Duration.ofSeconds(3);
			case PAYMENT -> Duration.ofSeconds(1);
		};
		return Problem
			.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded",
					"This instance has too much to do; try again. Exports are refused first, then lists.")
			.withRetryAfter(wait);
	}

}
