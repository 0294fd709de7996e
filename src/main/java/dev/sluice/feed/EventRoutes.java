package dev.sluice.feed;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import dev.sluice.http.Problem;
import dev.sluice.http.QueryParameters;
import dev.sluice.http.Representations;
import dev.sluice.journal.Bounds;
import dev.sluice.journal.Journal;
import dev.sluice.journal.Selection;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.MerchantId;
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
class EventRoutes {

	private static final String LAST_EVENT_ID = "Last-Event-ID";

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
			.GET("/v1/events", this::events)
			.GET("/v1/payments/{id}/events", this::paymentEvents)
			.build();
	}

	private Mono<ServerResponse> events(ServerRequest request) {
		QueryParameters parameters = QueryParameters.of(request, Set.of("after", "limit", "types", "payment"));
		Selection selection = this.query.read(parameters);
		Answering answering = answering(request, parameters, selection, "/v1/events");
		return Caller.of(request).flatMap(answering::to);
	}

	private Mono<ServerResponse> paymentEvents(ServerRequest request) {
		QueryParameters parameters = QueryParameters.of(request, Set.of("after", "limit", "types"));
		UUID payment = TypeId.read("pay", request.pathVariable("id")).orElseThrow(EventRoutes::unknownPayment);
		Selection selection = this.query.read(parameters, payment);
		Answering answering = answering(request, parameters, selection,
				"/v1/payments/" + TypeId.write("pay", payment) + "/events");
		return Caller.of(request)
			.flatMap((merchant) -> this.journal.mayKnow(merchant.value(), payment)
				.filter(Boolean::booleanValue)
				.switchIfEmpty(Mono.error(EventRoutes::unknownPayment))
				.flatMap((known) -> answering.to(merchant)));
	}

	/** Reads the whole request before anything is looked up. */
	private Answering answering(ServerRequest request, QueryParameters parameters, Selection selection, String path) {
		MediaType type = Representations.choose(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON,
				MediaType.TEXT_EVENT_STREAM);
		if (type.equals(MediaType.TEXT_EVENT_STREAM)) {
			Optional<Long> position = lastSeen(request, parameters);
			return (merchant) -> this.journal.bounds(merchant.value())
				.flatMap((bounds) -> stream(merchant, selection, position.orElse(bounds.head()), bounds));
		}
		Optional<Long> after = after(parameters);
		int limit = EventPages.limit(parameters);
		return type.equals(MediaType.APPLICATION_NDJSON) ? (merchant) -> this.pages.lines(merchant, selection, after)
				: (merchant) -> this.pages.page(merchant, selection, after, limit, path);
	}

	/**
	 * A reader whose position is not in the journal is told so in the stream, which goes
	 * on with what is there: from now, or from the oldest event that is still kept.
	 */
	private Mono<ServerResponse> stream(MerchantId merchant, Selection selection, long position, Bounds bounds) {
		this.streams.admit(merchant);
		if (position > bounds.head()) {
			return stream(merchant, selection, bounds.head(), bounds,
					() -> ServerSentEvents.reset(this.settings.retry(), "unknown_position", bounds.head()));
		}
		if (position < bounds.purged()) {
			return stream(merchant, selection, bounds.purged(), bounds,
					() -> ServerSentEvents.reset(this.settings.retry(), "purged", bounds.purged()));
		}
		return stream(merchant, selection, position, bounds,
				() -> ServerSentEvents.greeting(this.settings.retry(), position));
	}

	private Mono<ServerResponse> stream(MerchantId merchant, Selection selection, long position, Bounds bounds,
			Supplier<ByteBuf> greeting) {
		return EventStreamResponse
			.of((channel) -> this.streams.open(merchant, selection, position, bounds.head(), channel, greeting.get()));
	}

	/**
	 * The header wins: it is what a client that connects again has seen last. What is not
	 * a position is one that the journal does not have.
	 */
	private static Optional<Long> lastSeen(ServerRequest request, QueryParameters parameters) {
		String header = request.headers().firstHeader(LAST_EVENT_ID);
		if (header != null && !header.isEmpty()) {
			return Optional.of(header.matches("\\d{1,18}") ? Long.parseLong(header) : Long.MAX_VALUE);
		}
		return after(parameters);
	}

	private static Optional<Long> after(QueryParameters parameters) {
		long after = parameters.integer("after", -1, 0, Long.MAX_VALUE);
		return (after < 0) ? Optional.empty() : Optional.of(after);
	}

	private static Problem unknownPayment() {
		return Problem.of(HttpStatus.NOT_FOUND, "payment_not_found", "There is no payment of this id.");
	}

	/** What is left to know of a request is who made it. */
	private interface Answering {

		Mono<ServerResponse> to(MerchantId merchant);

	}

}
