package dev.sluice.roles;

import java.util.Optional;

import dev.sluice.http.Problem;
import reactor.core.publisher.Mono;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Turns away what is asked for at an instance without the role for it, before anything is
 * done, and whoever asks. An instance that has all roles has none of this.
 */
@Order(Misdirections.ORDER)
class Misdirections implements WebFilter {

	/** Behind what is no address, before requests are counted. */
	static final int ORDER = -145;

	private final Roles roles;

	private final PathPattern probes;

	/**
	 * The filter of an instance.
	 * @param probes below which probes are answered, whose server has all filters, too
	 */
	Misdirections(Roles roles, String probes) {
		this.roles = roles;
		this.probes = PathPatternParser.defaultInstance.parse(probes + "/**");
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
		Optional<Role> needed = Endpoints.servedBy(path);
		return (needed.isEmpty() || this.roles.haveAny(needed.get()) || this.probes.matches(path))
				? chain.filter(exchange) : Mono.error(misdirected(needed.get()));
	}

	private Problem misdirected(Role needed) {
		return Problem.of(HttpStatus.MISDIRECTED_REQUEST, "misdirected",
				"This address is served by instances with the role %s; the roles of this one: %s."
					.formatted(needed.label(), this.roles.labels()));
	}

}
