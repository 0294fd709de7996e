package dev.sluice.merchants.door;

import dev.sluice.merchants.Caller;
import dev.sluice.merchants.Refusals;
import dev.sluice.merchants.limits.Limits;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.AnonymousSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;

/**
 * Closes {@code /v1} to whoever is not known; signing in alone is open. Spring Security,
 * without what is not used.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class MerchantSecurity {

	private final Doorkeeper doorkeeper;

	private final Limits limits;

	MerchantSecurity(Doorkeeper doorkeeper, Limits limits) {
		this.doorkeeper = doorkeeper;
		this.limits = limits;
	}

	@Bean
	SecurityWebFilterChain apiSecurity(ServerHttpSecurity http) {
		return http.securityMatcher(ServerWebExchangeMatchers.pathMatchers("/v1/**"))
			.csrf(CsrfSpec::disable)
			.logout(LogoutSpec::disable)
			.formLogin(FormLoginSpec::disable)
			.httpBasic(HttpBasicSpec::disable)
			.requestCache(RequestCacheSpec::disable)
			.headers(HeaderSpec::disable)
			.anonymous(AnonymousSpec::disable)
			.securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
			.addFilterAt(authentication(), SecurityWebFiltersOrder.AUTHENTICATION)
			.authorizeExchange((exchanges) -> exchanges.pathMatchers(HttpMethod.POST, "/v1/session")
				.permitAll()
				.anyExchange()
				.authenticated())
			.build();
	}

	/**
	 * What Spring Security's firewall turns away, such as an unknown method or an encoded
	 * slash, goes the one error path too.
	 */
	@Bean
	ServerExchangeRejectedHandler rejectedRequests() {
		return (exchange, rejected) -> Mono.error(Refusals.unreadableRequest());
	}

	/**
	 * A caller who is not let in ends the request with a problem, by way of the one error
	 * path.
	 */
	private WebFilter authentication() {
		return (exchange, chain) -> isSignIn(exchange) ? chain.filter(exchange)
				: this.doorkeeper.recognize(exchange)
					.flatMap((entry) -> serve(exchange, entry, Mono.defer(() -> chain.filter(exchange)))
						.contextWrite(entry::in));
	}

	/** The operator may ask as often as he likes. */
	private Mono<Void> serve(ServerWebExchange exchange, Entry entry, Mono<Void> request) {
		entry.noted().accept(exchange);
		Caller caller = Caller.in(exchange);
		return (caller == null) ? request
				: this.limits.serve(exchange, caller.merchant().value(), entry.counted(), request);
	}

	private static boolean isSignIn(ServerWebExchange exchange) {
		return HttpMethod.POST.equals(exchange.getRequest().getMethod())
				&& "/v1/session".equals(exchange.getRequest().getPath().pathWithinApplication().value());
	}

}
