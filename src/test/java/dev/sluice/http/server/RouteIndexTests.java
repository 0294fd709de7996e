package dev.sluice.http.server;

import java.util.List;
import java.util.Objects;

import dev.sluice.http.Access;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

class RouteIndexTests {

	private final HandlerFunction<ServerResponse> one = handler();

	private final HandlerFunction<ServerResponse> other = handler();

	@Test
	void findsTheFirstRouteThatMatches() {
		RouteIndex index = index(RouterFunctions.route().GET("/a/b", this.one).GET("/a/{id}", this.other).build());

		assertThat(find(index, HttpMethod.GET, "/a/b").handler()).isSameAs(this.one);
		assertThat(find(index, HttpMethod.GET, "/a/c").handler()).isSameAs(this.other);
		assertThat(find(index, HttpMethod.GET, "/a/c").variables()).containsEntry("id", "c").hasSize(1);
	}

	@Test
	void findsNothingElse() {
		RouteIndex index = index(RouterFunctions.route().GET("/a/{id}", this.one).build());

		assertThat(List.of("/", "/a", "/a/", "/a/b/", "/a/b/c", "/b/c", "//a", "/a//b"))
			.allMatch((path) -> index.find(HttpMethod.GET, PathContainer.parsePath(path)) == null);
		assertThat(List.of(HttpMethod.POST, HttpMethod.HEAD, HttpMethod.OPTIONS))
			.allMatch((method) -> index.find(method, PathContainer.parsePath("/a/b")) == null);
	}

	@Test
	void leavesRoutesToSpringThatAskForMore() {
		RouteIndex index = index(RouterFunctions.route()
			.GET("/a", RequestPredicates.queryParam("x", "y"), this.one)
			.GET("/b/**", this.one)
			.nest(RequestPredicates.path("/c"), (within) -> within.GET("/d", this.one))
			.route(RequestPredicates.GET("/e").or(RequestPredicates.GET("/f")), this.one)
			.GET("/g", (request) -> ServerResponse.ok().build())
			.build());

		assertThat(List.of("/a", "/b/c", "/b/**", "/d", "/c/d", "/e", "/f", "/g"))
			.allMatch((path) -> index.find(HttpMethod.GET, PathContainer.parsePath(path)) == null);
	}

	@Test
	void passesByNoFilter() {
		RouteIndex index = index(RouterFunctions.route()
			.GET("/a", this.one)
			.filter((request, next) -> ServerResponse.badRequest().build())
			.build());

		assertThat(index.find(HttpMethod.GET, PathContainer.parsePath("/a"))).isNull();
	}

	private static RouteIndex.Found find(RouteIndex index, HttpMethod method, String path) {
		return Objects.requireNonNull(index.find(method, PathContainer.parsePath(path)));
	}

	private static RouteIndex index(RouterFunction<ServerResponse> function) {
		return RouteIndex.of(RouteTable.of(List.of(function)));
	}

	private static HandlerFunction<ServerResponse> handler() {
		return Access.everybody().opens((request) -> ServerResponse.ok().build());
	}

}
