package dev.sluice.http.server;

import java.net.URI;

import dev.sluice.http.Problem;
import dev.sluice.values.PercentEncoding;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Turns away addresses whose percent-encoded octets are no UTF-8, which would else be
 * read as something that nobody sent.
 */
@Component
@Order(-150)
class ReadableAddresses implements WebFilter {

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		URI address = exchange.getRequest().getURI();
		return isReadable(address.getRawPath()) && isReadable(address.getRawQuery()) ? chain.filter(exchange)
				: Mono.error(() -> Problem.of(HttpStatus.BAD_REQUEST, "invalid_request",
						"The address is not percent-encoded UTF-8."));
	}

	private static boolean isReadable(@Nullable String part) {
		return part == null || PercentEncoding.read(part).isPresent();
	}

}
