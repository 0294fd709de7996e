package dev.sluice.merchants;

import java.util.Locale;
import java.util.Set;

import dev.sluice.http.Problem;
import dev.sluice.merchants.attempts.Attempts;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Finds out who makes a request: by its bearer key, else by its session. */
@Component
class Doorkeeper {

	private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

	private static final String BEARER = "bearer ";

	private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

	private final KnownKeys keys;

	private final Sessions sessions;

	private final Attempts attempts;

	Doorkeeper(KnownKeys keys, Sessions sessions, Attempts attempts) {
		this.keys = keys;
		this.sessions = sessions;
		this.attempts = attempts;
	}

	/**
	 * Recognizes the caller.
	 * @return never empty; a {@link Problem} 401, 403 or 429 where the caller is not let
	 * in
	 */
	Mono<Caller> recognize(ServerWebExchange exchange) {
		ServerHttpRequest request = exchange.getRequest();
		String authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
		if (authorization != null) {
			return byKey(request, authorization);
		}
		HttpCookie cookie = request.getCookies().getFirst(SessionRoutes.COOKIE);
		return (cookie != null) ? bySession(request, new Secret(cookie.getValue())) : Mono.error(Refusals.missingKey());
	}

	private Mono<Caller> byKey(ServerHttpRequest request, String authorization) {
		if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
			return Mono.error(Refusals.missingKey());
		}
		String key = authorization.substring(BEARER.length()).strip();
		return (key.length() <= Secret.MAX_LENGTH) ? this.keys.find(request, new Secret(key))
				: Mono.error(Refusals.invalidKey());
	}

	private Mono<Caller> bySession(ServerHttpRequest request, Secret token) {
		if (!SAFE.contains(request.getMethod()) && !isOwnPage(request)) {
			return Mono.error(Refusals.foreignOrigin());
		}
		return this.attempts.credential(request, token.hash(),
				this.sessions.find(token).map(Sessions.Session::caller).switchIfEmpty(Mono.error(Refusals::noSession)));
	}

	/**
	 * Browsers say where a request comes from; those that do not must name our own
	 * origin.
	 */
	private static boolean isOwnPage(ServerHttpRequest request) {
		String site = request.getHeaders().getFirst("Sec-Fetch-Site");
		if (site != null) {
			return OWN_SITES.contains(site);
		}
		String origin = request.getHeaders().getOrigin();
		return origin != null && isHostOf(origin, request.getHeaders().getFirst(HttpHeaders.HOST));
	}

	private static boolean isHostOf(String origin, @Nullable String host) {
		return host != null && (origin.equals("http://" + host) || origin.equals("https://" + host));
	}

}
