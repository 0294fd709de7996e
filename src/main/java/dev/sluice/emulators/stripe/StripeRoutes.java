package dev.sluice.emulators.stripe;

import java.util.List;

import dev.sluice.emulators.challenge.QuestionRoutes;
import dev.sluice.emulators.challenge.Questions;
import dev.sluice.emulators.faults.EmulatorFaultRoutes;
import dev.sluice.emulators.stripe.desk.StripeSettings;
import dev.sluice.emulators.stripe.resources.Endpoint;
import dev.sluice.emulators.stripe.resources.Offer;
import dev.sluice.http.Access;
import dev.sluice.http.KnownParameters;

import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Where the Stripe emulator is. What a query may say is up to it, and said in Stripe's
 * words.
 */
class StripeRoutes {

	private static final String BELOW = "/emulators/stripe";

	private static final Access KEY = Access.checkedBy("any secret key of Stripe's test mode");

	private final StripeGate gate;

	private final List<Endpoint> endpoints;

	private final StripeSettings settings;

	StripeRoutes(StripeGate gate, List<Offer> offers, StripeSettings settings) {
		this.gate = gate;
		this.endpoints = offers.stream().flatMap((offer) -> offer.endpoints().stream()).toList();
		this.settings = settings;
	}

	/** All of it: the API, the page of 3-D Secure and the faults. */
	RouterFunction<ServerResponse> routes(QuestionRoutes pages, Questions questions, EmulatorFaultRoutes faults) {
		RouterFunction<ServerResponse> below = api(BELOW).and(pages.routes(questions))
			.and(faults.routes(StripeCallers.EMULATOR));
		return this.settings.atRoot() ? below.and(api("")) : below;
	}

	private RouterFunction<ServerResponse> api(String base) {
		RouterFunctions.Builder routes = RouterFunctions.route();
		this.endpoints.forEach((endpoint) -> add(routes, endpoint.method(), base + endpoint.path(),
				(request) -> this.gate.answer(request, endpoint)));
		List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE).forEach((method) -> {
			add(routes, method, base + "/v1/**", this.gate::unknown);
			add(routes, method, base + "/v2/**", this.gate::unknown);
		});
		return routes.build();
	}

	private static void add(RouterFunctions.Builder routes, HttpMethod method, String path,
			HandlerFunction<ServerResponse> handler) {
		var _ = routes.route(RequestPredicates.method(method).and(RequestPredicates.path(path)), KEY.opens(handler))
			.withAttributes(KnownParameters.any());
	}

}
