package dev.sluice.roles;

import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What an instance has of its roles. */
@Configuration(proxyBeanMethods = false)
class RolesConfiguration {

	@Bean
	Roles roles(Environment environment) {
		return Roles.of(environment);
	}

	@Bean
	@Conditional(OnSomeRoles.class)
	Misdirections misdirections(Roles roles, WebEndpointProperties endpoints) {
		return new Misdirections(roles, endpoints.getBasePath());
	}

}
