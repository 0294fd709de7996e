package dev.sluice.http.server;

import java.util.List;

import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

@SluiceTest
class FoundRoutesTests {

	@Test
	void areThoseThatSpringWouldFind(@Autowired RouteTable table,
			@Autowired List<RouterFunction<ServerResponse>> functions) {
		RouteIndex index = RouteIndex.of(table);
		int found = 0;
		for (RouteTable.Route route : table.routes()) {
			String path = route.path().getPatternString().replaceAll("\\{[^}]*}", "x");
			MockServerHttpRequest request = MockServerHttpRequest.method(route.method(), path).build();
			RouteIndex.Found here = index.find(route.method(), request.getPath());
			if (here != null) {
				found++;
				assertThat(bySpring(functions, request)).as(route.method() + " " + path).isSameAs(here.handler());
			}
		}
		assertThat(found).isGreaterThan(table.routes().size() / 2);
	}

	private static @Nullable HandlerFunction<ServerResponse> bySpring(List<RouterFunction<ServerResponse>> functions,
			MockServerHttpRequest request) {
		return functions.stream()
			.reduce(RouterFunction::and)
			.orElseThrow()
			.route(ServerRequest.create(MockServerWebExchange.from(request), List.of()))
			.block(Patience.LONG);
	}

}
