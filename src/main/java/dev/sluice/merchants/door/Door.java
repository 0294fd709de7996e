package dev.sluice.merchants.door;

import java.util.function.Supplier;

import dev.sluice.http.server.ApiAddresses;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.limits.Limits;
import reactor.core.publisher.Mono;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Closes {@code /v1} to whoever is not known; signing in alone is open. A caller who is
 * not let in ends the request with a problem, by way of the one error path.
 */
@Component
@Order(Door.ORDER)
class Door implements WebFilter {

	/** Behind what turns away whatever cannot be read or has no room. */
	static final int ORDER = -100;

	private final Doorkeeper doorkeeper;

	private final Limits limits;

	Door(Doorkeeper doorkeeper, Limits limits) {
		this.doorkeeper = doorkeeper;
		this.limits = limits;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (!ApiAddresses.include(exchange.getRequest()) || isSignIn(exchange)) {
			return chain.filter(exchange);
		}
		Entry known = this.doorkeeper.known(exchange);
		if (known != null) {
			return serve(exchange, known, () -> chain.filter(exchange)).contextWrite(known.permit()::in);
		}
		return this.doorkeeper.recognize(exchange)
			.flatMap((entry) -> serve(exchange, entry, () -> chain.filter(exchange)).contextWrite(entry.permit()::in));
	}

	/** The operator may ask as often as he likes. */
	private Mono<Void> serve(ServerWebExchange exchange, Entry entry, Supplier<Mono<Void>> request) {
		entry.noted().accept(exchange);
		Caller caller = Caller.in(exchange);
		return (caller == null) ? request.get()
				: this.limits.serve(exchange, caller.merchant().value(), entry.counted(), request);
	}

	private static boolean isSignIn(ServerWebExchange exchange) {
		return HttpMethod.POST.equals(exchange.getRequest().getMethod())
				&& "/v1/session".equals(exchange.getRequest().getPath().pathWithinApplication().value());
	}

}
