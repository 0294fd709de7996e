package dev.sluice.destinations;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.destinations.ways.Answer;
import dev.sluice.destinations.ways.Parcel;
import dev.sluice.destinations.ways.Recipient;
import dev.sluice.destinations.ways.Way;
import dev.sluice.destinations.registry.Deliveries.Wanted;
import dev.sluice.destinations.registry.Destination;
import dev.sluice.destinations.registry.Destinations;
import dev.sluice.destinations.registry.Redeliveries;
import dev.sluice.destinations.registry.Redeliveries.Stretch;
import dev.sluice.destinations.registry.Signing;
import dev.sluice.http.JsonBodies;
import dev.sluice.http.KnownParameters;
import dev.sluice.http.QueryParameters;
import dev.sluice.http.Representations;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Scope;
import dev.sluice.values.RawJson;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What was sent to a destination, and what is to be sent there again. */
@Configuration(proxyBeanMethods = false)
class DeliveryRoutes {

	private static final String DELIVERIES = "/deliveries";

	private final Destinations destinations;

	private final Redeliveries redeliveries;

	private final Signing signing;

	private final DeliveryPages pages;

	private final DestinationTerms terms;

	private final Starts starts;

	private final Way way;

	private final JsonBodies bodies;

	private final Clock clock;

	DeliveryRoutes(Destinations destinations, Redeliveries redeliveries, Signing signing, DeliveryPages pages,
			DestinationTerms terms, Starts starts, Way way, JsonBodies bodies, Clock clock) {
		this.destinations = destinations;
		this.redeliveries = redeliveries;
		this.signing = signing;
		this.pages = pages;
		this.terms = terms;
		this.starts = starts;
		this.way = way;
		this.bodies = bodies;
		this.clock = clock;
	}

	@Bean
	RouterFunction<ServerResponse> deliveryApi() {
		return RouterFunctions.route()
			.POST(DestinationPath.ONE + "/rewind", Scope.DESTINATIONS.opens(this::rewind))
			.POST(DestinationPath.ONE + "/redeliver", Scope.DESTINATIONS.opens(this::redeliver))
			.POST(DestinationPath.ONE + "/test", Scope.DESTINATIONS.opens(this::test))
			.GET(DestinationPath.ONE + DELIVERIES, Scope.DESTINATIONS.opens(this::deliveries))
			.withAttributes(KnownParameters.named(DeliveryPages.PARAMETERS))
			.build();
	}

	private Mono<ServerResponse> rewind(ServerRequest request) {
		UUID id = DestinationPath.id(request);
		return DestinationRoutes.answer(Mono.zip(Caller.asking(request), this.bodies.read(request), (caller, body) -> {
			Start start = this.terms.rewind(body);
			return this.starts.cursor(caller.merchant(), start)
				.flatMap((cursor) -> this.redeliveries.rewind(caller, id, cursor));
		}).flatMap((rewound) -> rewound));
	}

	private Mono<ServerResponse> redeliver(ServerRequest request) {
		UUID id = DestinationPath.id(request);
		return Mono.zip(Caller.asking(request), this.bodies.read(request), (caller, body) -> {
			Stretch stretch = this.terms.stretch(body);
			return this.redeliveries.redeliver(caller, id, stretch);
		})
			.flatMap((redelivered) -> redelivered)
			.switchIfEmpty(Mono.error(Destination::notFound))
			.flatMap((events) -> ServerResponse.accepted().bodyValue(new Redelivery(events)));
	}

	private Mono<ServerResponse> test(ServerRequest request) {
		UUID id = DestinationPath.id(request);
		return Mono.zip(Caller.of(request), this.bodies.readOptional(request), (merchant, body) -> {
			body.finish();
			return recipient(merchant, id);
		})
			.flatMap((recipient) -> recipient)
			.switchIfEmpty(Mono.error(Destination::notFound))
			.flatMap((recipient) -> recipient.send(parcel(id)))
			.flatMap((answer) -> ServerResponse.ok().bodyValue(Outcome.of(answer)));
	}

	private Mono<Recipient> recipient(MerchantId merchant, UUID id) {
		return this.destinations.find(merchant, id)
			.map((found) -> Objects.requireNonNull(found.destination().requirePosted().url()))
			.zipWhen((url) -> this.signing.secrets(merchant, id), this.way::to);
	}

	private Parcel parcel(UUID id) {
		return new Parcel(TypeId.write(Destination.PREFIX, id) + "_test_" + TypeId.next(), message(id), null);
	}

	private RawJson message(UUID id) {
		return RawJson.of("{\"type\":\"destination.test\",\"destination_id\":\"%s\",\"created_at\":\"%s\"}"
			.formatted(TypeId.write(Destination.PREFIX, id), this.clock.instant())
			.getBytes(StandardCharsets.UTF_8));
	}

	private Mono<ServerResponse> deliveries(ServerRequest request) {
		Representations.require(request, MediaType.APPLICATION_JSON);
		UUID id = DestinationPath.id(request);
		Wanted wanted = DeliveryPages.wanted(QueryParameters.of(request));
		String address = DestinationPath.of(request, TypeId.write(Destination.PREFIX, id)) + DELIVERIES;
		return Caller.of(request)
			.flatMap((merchant) -> this.destinations.find(merchant, id)
				.switchIfEmpty(Mono.error(Destination::notFound))
				.flatMap((found) -> this.pages.page(merchant, id, wanted, address)));
	}

	/**
	 * What is sent again.
	 *
	 * @param events how many
	 */
	private record Redelivery(long events) {
	}

	/**
	 * What came of a test.
	 *
	 * @param httpStatus where there was an answer
	 * @param answer how it begins, or what went wrong
	 */
	private record Outcome(String outcome, @Nullable Integer httpStatus, long latencyMs, @Nullable String answer) {

		static Outcome of(Answer answer) {
			return new Outcome(answer.outcome().label(), answer.httpStatus(), answer.latency().toMillis(),
					answer.excerpt());
		}

	}

}
