package dev.sluice.destinations;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

import dev.sluice.destinations.registry.Amendment;
import dev.sluice.destinations.registry.Destination;
import dev.sluice.destinations.registry.DestinationView;
import dev.sluice.destinations.registry.Destinations;
import dev.sluice.destinations.registry.Signing;
import dev.sluice.destinations.registry.Tracked;
import dev.sluice.http.JsonBodies;
import dev.sluice.http.JsonBody;
import dev.sluice.http.Representations;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.Refusals;
import dev.sluice.merchants.Scope;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The destinations of the calling merchant, as they are made, changed and removed. */
@Configuration(proxyBeanMethods = false)
class DestinationRoutes {

	private final Destinations destinations;

	private final Signing signing;

	private final DestinationTerms terms;

	private final Starts starts;

	private final JsonBodies bodies;

	DestinationRoutes(Destinations destinations, Signing signing, DestinationTerms terms, Starts starts,
			JsonBodies bodies) {
		this.destinations = destinations;
		this.signing = signing;
		this.terms = terms;
		this.starts = starts;
		this.bodies = bodies;
	}

	@Bean
	RouterFunction<ServerResponse> destinationApi() {
		return RouterFunctions.route()
			.GET(DestinationPath.ALL, Scope.DESTINATIONS.opens(this::list))
			.GET(DestinationPath.ONE, Scope.DESTINATIONS.opens(this::show))
			.PATCH(DestinationPath.ONE, Scope.DESTINATIONS.opens(this::amend))
			.DELETE(DestinationPath.ONE, Scope.DESTINATIONS.opens(this::remove))
			.POST(DestinationPath.ONE + "/pause", Scope.DESTINATIONS.opens(this::pause))
			.POST(DestinationPath.ONE + "/resume", Scope.DESTINATIONS.opens(this::resume))
			.build();
	}

	/** Whose answers hold a secret. */
	@Bean
	RouterFunction<ServerResponse> destinationSecretApi() {
		return RouterFunctions.route()
			.POST(DestinationPath.ALL, Scope.DESTINATIONS.opens(this::make))
			.POST(DestinationPath.ONE + "/rotate", Scope.DESTINATIONS.opens(this::rotate))
			.before(Refusals::unrepeatable)
			.build();
	}

	private Mono<ServerResponse> make(ServerRequest request) {
		return Mono.zip(Caller.asking(request), this.bodies.read(request), (caller, body) -> {
			DestinationTerms.Made asked = this.terms.made(body);
			return this.starts.cursor(caller.merchant(), asked.start())
				.flatMap((cursor) -> this.destinations.add(caller, asked.terms(), cursor));
		})
			.flatMap((made) -> made)
			.map(DestinationView::of)
			.flatMap((made) -> ServerResponse.created(URI.create(DestinationPath.of(request, made.id())))
				.bodyValue(made));
	}

	private Mono<ServerResponse> list(ServerRequest request) {
		Representations.require(request, MediaType.APPLICATION_JSON);
		return Caller.of(request)
			.flatMap(this.destinations::list)
			.map((found) -> new Listing(found.stream().map(DestinationView::of).toList(), null))
			.flatMap(ServerResponse.ok()::bodyValue);
	}

	private Mono<ServerResponse> show(ServerRequest request) {
		Representations.require(request, MediaType.APPLICATION_JSON);
		UUID id = DestinationPath.id(request);
		return answer(Caller.of(request).flatMap((merchant) -> this.destinations.find(merchant, id)));
	}

	private Mono<ServerResponse> amend(ServerRequest request) {
		UUID id = DestinationPath.id(request);
		return change(request, this.bodies.read(request), (caller, body) -> {
			Amendment amendment = this.terms.amendment(body);
			return this.destinations.amend(caller, id, amendment);
		});
	}

	private Mono<ServerResponse> remove(ServerRequest request) {
		UUID id = DestinationPath.id(request);
		return Caller.asking(request)
			.flatMap((caller) -> this.destinations.remove(caller, id))
			.switchIfEmpty(Mono.error(Destination::notFound))
			.flatMap((removed) -> ServerResponse.noContent().build());
	}

	private Mono<ServerResponse> pause(ServerRequest request) {
		UUID id = DestinationPath.id(request);
		return change(request, this.bodies.readOptional(request), (caller, body) -> {
			body.finish();
			return this.destinations.pause(caller, id);
		});
	}

	private Mono<ServerResponse> resume(ServerRequest request) {
		UUID id = DestinationPath.id(request);
		return change(request, this.bodies.readOptional(request), (caller, body) -> {
			body.finish();
			return this.destinations.resume(caller, id);
		});
	}

	private Mono<ServerResponse> rotate(ServerRequest request) {
		UUID id = DestinationPath.id(request);
		return change(request, this.bodies.readOptional(request),
				(caller, body) -> this.signing.rotate(caller, id, this.terms.overlap(body)));
	}

	private static Mono<ServerResponse> change(ServerRequest request, Mono<JsonBody> body,
			BiFunction<Caller, JsonBody, Mono<Tracked>> change) {
		return answer(Mono.zip(Caller.asking(request), body, change).flatMap((changed) -> changed));
	}

	/** A destination, or that there is none. */
	static Mono<ServerResponse> answer(Mono<Tracked> found) {
		return found.switchIfEmpty(Mono.error(Destination::notFound))
			.map(DestinationView::of)
			.flatMap(ServerResponse.ok()::bodyValue);
	}

	/** The destinations as the API lists them; one page has all of them. */
	private record Listing(List<DestinationView> data, @Nullable String next) {
	}

}
