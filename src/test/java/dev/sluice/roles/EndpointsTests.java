package dev.sluice.roles;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.sluice.http.server.RouteTable;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.server.PathContainer;

import static org.assertj.core.api.Assertions.assertThat;

/** Which role serves what. */
@SluiceTest
class EndpointsTests {

	/** A new route elsewhere than below {@code /v1} is to be thought of here. */
	private static final Set<String> OF_THE_FEED = Set.of("/", "/demo", "/sign-in", "/sign-in/callback",
			"/sign-in/options", "/v1/events", "/v1/payments/{id}/events", "/v1/session");

	private static final Set<String> OF_THE_API_ELSEWHERE = Set.of("/callbacks/{processor}/{merchant}/{payment}",
			"/docs", "/docs/docs.js", "/docs/swagger-ui-bundle.js", "/docs/swagger-ui.css", "/openapi.yaml",
			"/asyncapi.yaml", "/processors/{account}/notifications", "/returns/{secret}");

	@Test
	void eachRouteIsServedByOneRoleOrStandsInForAProcessor(@Autowired RouteTable table) {
		Map<Optional<Role>, Set<String>> routes = table.routes()
			.stream()
			.map((route) -> route.path().getPatternString())
			.collect(Collectors.groupingBy(EndpointsTests::servedBy, Collectors.toCollection(TreeSet::new)));

		assertThat(routes).containsOnlyKeys(Optional.empty(), Optional.of(Role.API), Optional.of(Role.FEED));
		assertThat(routes.get(Optional.<Role>empty()))
			.allMatch((path) -> path.startsWith("/simulator/") || path.startsWith("/emulators/"));
		assertThat(routes.get(Optional.of(Role.FEED))).isEqualTo(new TreeSet<>(OF_THE_FEED));
		assertThat(routes.get(Optional.of(Role.API))).filteredOn((path) -> !path.startsWith("/v1/"))
			.containsExactlyInAnyOrderElementsOf(OF_THE_API_ELSEWHERE);
		assertThat(routes.get(Optional.of(Role.API))).contains("/v1/payments", "/v1/destinations/{id}/events",
				"/v1/api-keys/{id}/rotate");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v%31/events", "/v1;a=b/events", "/v1/%65vents;x" })
	void anAddressIsReadAsRoutesReadIt(String path) {
		assertThat(servedBy(path)).contains(Role.FEED);
	}

	@Test
	void whoHasAllRolesLooksAtNoAddress(@Autowired ApplicationContext context) {
		assertThat(context.getBeanNamesForType(Misdirections.class)).isEmpty();
	}

	private static Optional<Role> servedBy(String path) {
		return Endpoints.servedBy(PathContainer.parsePath(path));
	}

}
