package dev.sluice.http.origins;

import dev.sluice.http.Problem;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;

/**
 * Tells browsers what pages of other origins may do; our own is none of them, wherever a
 * proxy has it. Who may not is refused by a problem.
 */
class ForeignPages extends DefaultCorsProcessor {

	@Override
	protected boolean handleInternal(ServerWebExchange exchange, CorsConfiguration config, boolean preFlightRequest) {
		return Origins.isOwn(exchange.getRequest()) || super.handleInternal(exchange, config, preFlightRequest);
	}

	@Override
	protected void rejectRequest(ServerHttpResponse response) {
		throw notAllowed();
	}

	static Problem notAllowed() {
		return Problem.of(HttpStatus.FORBIDDEN, "origin_not_allowed",
				"Pages of this origin may not do that. Name it in sluice.web.cors.allowed-origins if they should.");
	}

}
