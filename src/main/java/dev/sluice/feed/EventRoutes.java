package dev.sluice.feed;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.sluice.http.KnownParameters;
import dev.sluice.http.Problem;
import dev.sluice.http.QueryParameters;
import dev.sluice.http.Representations;
import dev.sluice.journal.Bounds;
import dev.sluice.journal.Journal;
import dev.sluice.journal.Selection;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Scope;
import dev.sluice.roles.ConditionalOnRole;
import dev.sluice.roles.Role;
import dev.sluice.values.TypeId;
import io.netty.buffer.ByteBuf;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The events of the calling merchant, over HTTP. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.FEED)
class EventRoutes {

	private final Journal journal;

	private final EventPages pages;

	private final EventStreams streams;

	private final EventQuery query;

	private final FeedSettings settings;

	EventRoutes(Journal journal, EventPages pages, EventStreams streams, EventQuery query, FeedSettings settings) {
		this.journal = journal;
		this.pages = pages;
		this.streams = streams;
		this.query = query;
		this.settings = settings;
	}

	@Bean
	RouterFunction<ServerResponse> eventApi() {
		return RouterFunctions.route()
			.GET("/v1/events", Scope.EVENTS_READ.opens(this::events))
			.withAttributes(
					KnownParameters.named("after", "lastEventId", "limit", "types", "payment", Beginning.MIN_POSITION))
			.GET("/v1/payments/{id}/events", Scope.EVENTS_READ.opens(this::paymentEvents))
			.withAttributes(KnownParameters.named("after", "lastEventId", "limit", "types"))
			.build();
	}

	private Mono<ServerResponse> events(ServerRequest request) {
		MediaType type = type(request);
		QueryParameters parameters = QueryParameters.of(request);
		Selection selection = this.query.read(parameters);
		Answering answering = answering(type, request, parameters, selection, Beginning::read, "/v1/events");
		return Caller.of(request).flatMap(answering::to);
	}

	private Mono<ServerResponse> paymentEvents(ServerRequest request) {
		MediaType type = type(request);
		QueryParameters parameters = QueryParameters.of(request);
		UUID payment = TypeId.read("pay", request.pathVariable("id")).orElseThrow(EventRoutes::unknownPayment);
		Selection selection = this.query.read(parameters, payment);
		Answering answering = answering(type, request, parameters, selection, Beginning::ofPayment,
				"/v1/payments/" + TypeId.write("pay", payment) + "/events");
		return Caller.of(request)
			.flatMap((merchant) -> this.journal.mayKnow(merchant.value(), payment)
				.filter(Boolean::booleanValue)
				.switchIfEmpty(Mono.error(EventRoutes::unknownPayment))
				.flatMap((known) -> answering.to(merchant)));
	}

	private static MediaType type(ServerRequest request) {
		return Representations.choose(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON,
				MediaType.TEXT_EVENT_STREAM);
	}

	/** Reads the whole request before anything is looked up. */
	private Answering answering(MediaType type, ServerRequest request, QueryParameters parameters, Selection selection,
			Function<QueryParameters, Beginning> beginning, String path) {
		if (type.equals(MediaType.TEXT_EVENT_STREAM)) {
			parameters.refuse(Beginning.MIN_POSITION, "is no parameter of event streams, which are never behind");
			Optional<Long> position = StartingPoint.read(request, parameters);
			return (merchant) -> this.journal.bounds(merchant.value())
				.flatMap((bounds) -> stream(merchant, selection, position, bounds));
		}
		Beginning from = beginning.apply(parameters);
		int limit = EventPages.limit(parameters);
		return type.equals(MediaType.APPLICATION_NDJSON) ? (merchant) -> this.pages.lines(merchant, selection, from)
				: (merchant) -> this.pages.page(merchant, selection, from, limit,
						request.requestPath().contextPath().value() + path);
	}

	/**
	 * A reader whose position is not in the journal is told so in the stream, which goes
	 * on with what is there: from now, from the oldest event that is still kept, or from
	 * the last one that was not undone.
	 */
	private Mono<ServerResponse> stream(MerchantId merchant, Selection selection, Optional<Long> position,
			Bounds bounds) {
		this.streams.admit(merchant);
		Duration retry = this.settings.retry();
		return switch (bounds.place(position.orElse(bounds.head()))) {
			case UNKNOWN -> stream(merchant, selection, bounds.head(), bounds,
					() -> ServerSentEvents.reset(retry, "unknown_position", bounds.head()));
			case PURGED -> stream(merchant, selection, bounds.purged(), bounds,
					() -> ServerSentEvents.reset(retry, "purged", bounds.purged()));
			case UNDONE -> stream(merchant, selection, bounds.kept(position.orElseThrow()), bounds,
					() -> ServerSentEvents.reset(retry, "undone", bounds.kept(position.orElseThrow())));
			case KEPT -> stream(merchant, selection, position.orElse(bounds.head()), bounds, () -> ServerSentEvents
				.greeting(retry, position.isPresent() ? Optional.empty() : Optional.of(bounds.head())));
		};
	}

	private Mono<ServerResponse> stream(MerchantId merchant, Selection selection, long position, Bounds bounds,
			Supplier<ByteBuf> greeting) {
		return EventStreamResponse.of((channel, permit) -> this.streams.open(merchant, selection, position,
				bounds.head(), channel, permit, greeting.get()));
	}

	private static Problem unknownPayment() {
		return Problem.of(HttpStatus.NOT_FOUND, "payment_not_found", "There is no payment of this id.");
	}

	/** What is left to know of a request is who made it. */
	private interface Answering {

		Mono<ServerResponse> to(MerchantId merchant);

	}

}
