package dev.sluice.peers.webflux;

import java.nio.ByteBuffer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.peers.tables.Caller;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/** Lets in who has a key. */
@Component
class KeyFilter implements WebFilter {

	private final Ledger ledger;

	private final Cache<ByteBuffer, Caller> callers = Caffeine.newBuilder()
		.maximumSize(Caller.MAX_REMEMBERED)
		.expireAfterWrite(Caller.REMEMBERED)
		.build();

	KeyFilter(Ledger ledger) {
		this.ledger = ledger;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ByteBuffer hash = Caller.hash(exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION));
		if (hash == null) {
			return refuse(exchange);
		}
		Caller known = this.callers.getIfPresent(hash);
		if (known != null) {
			return goOn(exchange, chain, known);
		}
		return this.ledger.caller(hash.array())
			.doOnNext((caller) -> this.callers.put(hash, caller))
			.map((caller) -> goOn(exchange, chain, caller))
			.defaultIfEmpty(Mono.defer(() -> refuse(exchange)))
			.flatMap((next) -> next);
	}

	private static Mono<Void> goOn(ServerWebExchange exchange, WebFilterChain chain, Caller caller) {
		exchange.getAttributes().put("caller", caller);
		return chain.filter(exchange);
	}

	private static Mono<Void> refuse(ServerWebExchange exchange) {
		exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
		exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
		return exchange.getResponse().setComplete();
	}

}
