package dev.sluice.http.origins;

import java.util.List;
import java.util.Set;

import dev.sluice.http.server.ApiAddresses;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/** Lets pages of other origins use the API, where any are named. */
@Configuration(proxyBeanMethods = false)
class CorsFilters {

	/**
	 * Behind the filter that sets the headers of each answer, before whatever refuses a
	 * request: pages read refusals too, and a browser that asks beforehand has no key.
	 */
	private static final int ORDER = -195;

	private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

	private static final List<String> SENT = List.of("Authorization", "Content-Type", "Idempotency-Key", "Prefer",
			"Last-Event-ID", "Request-Id", "traceparent");

	private static final List<String> READ = List.of("Request-Id", "Location", "Link", "Idempotent-Replayed",
			"Preference-Applied", "RateLimit", "RateLimit-Policy", "Retry-After");

	private static final Set<String> DESCRIPTIONS = Set.of("/openapi.yaml", "/asyncapi.yaml");

	@Bean
	@Order(ORDER)
	WebFilter foreignOrigins(CorsSettings settings) {
		if (settings.allowedOrigins().isEmpty()) {
			return CorsFilters::answerNoOther;
		}
		CorsConfiguration configuration = configuration(settings);
		CorsWebFilter cors = new CorsWebFilter((exchange) -> isOfTheApi(exchange.getRequest()) ? configuration : null,
				new ForeignPages());
		return (exchange, chain) -> Mono.defer(() -> cors.filter(exchange, chain));
	}

	/**
	 * A browser that asks beforehand, without a key, is told no, and not that it lacks
	 * one. Whatever else names an origin is answered: no page can read that.
	 */
	private static Mono<Void> answerNoOther(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		return (CorsUtils.isPreFlightRequest(request) && !Origins.isOwn(request))
				? Mono.error(ForeignPages.notAllowed()) : chain.filter(exchange);
	}

	private static CorsConfiguration configuration(CorsSettings settings) {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOrigins(settings.allowedOrigins());
		configuration.setAllowCredentials(settings.allowCredentials());
		configuration.setAllowedMethods(METHODS);
		configuration.setAllowedHeaders(SENT);
		configuration.setExposedHeaders(READ);
		configuration.setMaxAge(settings.maxAge());
		return configuration;
	}

	/** Nobody else reads the demo key, nor the page. */
	private static boolean isOfTheApi(ServerHttpRequest request) {
		return ApiAddresses.include(request)
				|| DESCRIPTIONS.contains(request.getPath().pathWithinApplication().value());
	}

}
