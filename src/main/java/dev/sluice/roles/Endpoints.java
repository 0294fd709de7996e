package dev.sluice.roles;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which role serves which address, whatever it is asked there. A proxy in front can tell
 * by the same rules where a request belongs.
 */
final class Endpoints {

	/** The first that matches counts. */
	private static final List<Endpoint> ALL = List.of(of("/v1/events", Role.FEED),
			of("/v1/payments/{id}/events", Role.FEED), of("/v1/session/**", Role.FEED), of("/v1/**", Role.API),
			of("/callbacks/**", Role.API), of("/processors/**", Role.API), of("/returns/**", Role.API),
			of("/openapi.yaml", Role.API), of("/asyncapi.yaml", Role.API), of("/docs/**", Role.API),
			ofEveryInstance("/simulator/**"), ofEveryInstance("/emulators/**"), of("/**", Role.FEED));

	private Endpoints() {
	}

	/**
	 * The role that serves an address.
	 * @param path below that of the application
	 * @return empty where every instance does
	 */
	static Optional<Role> servedBy(PathContainer path) {
		return ALL.stream()
			.filter((endpoint) -> endpoint.pattern().matches(path))
			.findFirst()
			.flatMap((endpoint) -> Optional.ofNullable(endpoint.role()));
	}

	private static Endpoint of(String pattern, @Nullable Role role) {
		return new Endpoint(PathPatternParser.defaultInstance.parse(pattern), role);
	}

	private static Endpoint ofEveryInstance(String pattern) {
		return of(pattern, null);
	}

	/**
	 * Addresses that are served together.
	 *
	 * @param role null where every instance serves them that has them at all
	 */
	private record Endpoint(PathPattern pattern, @Nullable Role role) {
	}

}
