package dev.sluice;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

/**
 * The simulator in a process of its own: neither merchants nor payments nor the page. It
 * bears no stereotype, so that the gateway does not take it for a part of itself.
 */
@EnableAutoConfiguration(exclude = { ReactiveWebSecurityAutoConfiguration.class,
		ReactiveManagementWebSecurityAutoConfiguration.class, ReactiveUserDetailsServiceAutoConfiguration.class })
@ComponentScan(basePackages = { StandaloneSimulator.HTTP, StandaloneSimulator.POSTGRES, StandaloneSimulator.SIMULATOR },
		excludeFilters = { @Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
				@Filter(type = FilterType.REGEX, pattern = ".*\\.(OpenApi|Page)Routes") })
@ConfigurationPropertiesScan({ StandaloneSimulator.HTTP, StandaloneSimulator.POSTGRES, StandaloneSimulator.SIMULATOR })
final class StandaloneSimulator {

	static final String HTTP = "dev.sluice.http";

	static final String POSTGRES = "dev.sluice.postgres";

	static final String SIMULATOR = "dev.sluice.simulator";

}
