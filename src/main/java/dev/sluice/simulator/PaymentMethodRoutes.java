package dev.sluice.simulator;

import java.util.Arrays;
import java.util.List;

import dev.sluice.http.Access;
import dev.sluice.simulator.issuer.TestCard;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Tells which cards there are. */
final class PaymentMethodRoutes {

	private PaymentMethodRoutes() {
	}

	static RouterFunction<ServerResponse> routes() {
		Listing listing = new Listing(
				Arrays.stream(TestCard.values()).map((card) -> new Method(card.token(), card.description())).toList());
		return RouterFunctions.route()
			.GET("/simulator/v1/payment_methods",
					Access.checkedBy("the simulator's secret")
						.opens((request) -> ServerResponse.ok().bodyValue(listing)))
			.build();
	}

	private record Listing(List<Method> data) {
	}

	private record Method(String token, String description) {
	}

}
