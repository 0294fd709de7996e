package dev.sluice;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
 * An emulator of a processor in a process of its own, found where its vendor's clients
 * look for it. It bears no stereotype, so that the gateway does not take it for a part of
 * itself.
 */
@EnableAutoConfiguration(exclude = { ReactiveWebSecurityAutoConfiguration.class,
		ReactiveManagementWebSecurityAutoConfiguration.class, ReactiveUserDetailsServiceAutoConfiguration.class })
@ComponentScan(
		basePackages = { StandaloneSimulator.HTTP, StandaloneSimulator.POSTGRES, StandaloneEmulator.EMULATORS_PACKAGE },
		excludeFilters = { @Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
				@Filter(type = FilterType.REGEX, pattern = ".*\\.(OpenApi|Page)Routes") })
@ConfigurationPropertiesScan({ StandaloneSimulator.HTTP, StandaloneSimulator.POSTGRES,
		StandaloneEmulator.EMULATORS_PACKAGE })
final class StandaloneEmulator {

	static final String EMULATORS_PACKAGE = "dev.sluice.emulators";

	/** Those that there are. */
	static final List<String> EMULATORS = List.of("stripe", "adyen");

	/** Whoever reaches its faults and accounts may change them. */
	static final Map<String, Object> DEFAULTS = Map.of("server.address", "127.0.0.1");

	/** What switches one of them on, and the others off. */
	static Stream<String> options(String emulator) {
		Stream<String> each = EMULATORS.stream()
			.map((name) -> "--sluice.emulators." + name + ".enabled=" + name.equals(emulator));
		return Stream.concat(each,
				Stream.of("--sluice.emulators.enabled=true", "--sluice.emulators." + emulator + ".at-root=true"));
	}

}
