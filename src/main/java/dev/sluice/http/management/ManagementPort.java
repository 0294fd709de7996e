package dev.sluice.http.management;

import java.util.Set;

import dev.sluice.http.Problem;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.WebFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Keeps the routes of callers, which its server would serve as well, away from the
 * management port. Spring Boot finds it by its list of management configurations; were it
 * annotated, the application would have it, too.
 */
final class ManagementPort {

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	WebFilter endpointsAlone(Environment environment, WebEndpointProperties endpoints) {
		if (ManagementPortType.get(environment) == ManagementPortType.SAME) {
			throw new InvalidConfigurationPropertyValueException("management.server.port",
					environment.getProperty("management.server.port"),
					"What is for operators must not be where callers are. Name another port than server.port, or -1 for none.");
		}
		if (Set.of("", "/v1").contains(endpoints.getBasePath())) {
			throw new InvalidConfigurationPropertyValueException("management.endpoints.web.base-path",
					endpoints.getBasePath() + "/",
					"Endpoints need a path of their own, such as /actuator: without one the routes of callers would be served here.");
		}
		PathPattern served = PathPatternParser.defaultInstance.parse(endpoints.getBasePath() + "/**");
		return (exchange, chain) -> served.matches(exchange.getRequest().getPath().pathWithinApplication())
				? chain.filter(exchange)
				: Mono.error(Problem.of(HttpStatus.NOT_FOUND, "not_found", "There is nothing at this address."));
	}

	/**
	 * Whoever sends slowly, or what is malformed, is held off as on the port of callers.
	 */
	@Bean
	WebServerFactoryCustomizer<NettyReactiveWebServerFactory> sameGates(
			@Qualifier("gates") WebServerFactoryCustomizer<NettyReactiveWebServerFactory> gates) {
		return gates;
	}

}
