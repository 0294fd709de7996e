package dev.sluice.feed;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.sluice.journal.Entry;
import dev.sluice.journal.Journal;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.MerchantId;
import dev.sluice.platform.JsonLines;
import dev.sluice.platform.JsonPage;
import dev.sluice.platform.Problem;
import dev.sluice.platform.QueryParameters;
import dev.sluice.platform.Representations;
import dev.sluice.platform.TypeId;
import reactor.core.publisher.Flux;
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

	private static final int DEFAULT_LIMIT = 100;

	private static final int MAX_LIMIT = 500;

	private static final String LAST_EVENT_ID = "Last-Event-ID";

	private final Journal journal;

	private final EventStreams streams;

	private final FeedSettings settings;

	EventRoutes(Journal journal, EventStreams streams, FeedSettings settings) {
		this.journal = journal;
		this.streams = streams;
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
		MediaType type = Representations.choose(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON,
				MediaType.TEXT_EVENT_STREAM);
		QueryParameters parameters = QueryParameters.of(request, Set.of("after", "limit"));
		return Caller.of(request).flatMap((merchant) -> {
			if (type.equals(MediaType.TEXT_EVENT_STREAM)) {
				return stream(merchant, lastSeen(request, parameters));
			}
			long after = parameters.integer("after", 0, 0, Long.MAX_VALUE);
			return type.equals(MediaType.APPLICATION_NDJSON) ? lines(merchant, after)
					: page(merchant, after, limit(parameters));
		});
	}

	private Mono<ServerResponse> paymentEvents(ServerRequest request) {
		MediaType type = Representations.choose(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON);
		QueryParameters parameters = QueryParameters.of(request, Set.of("after", "limit"));
		long after = parameters.integer("after", 0, 0, Long.MAX_VALUE);
		Mono<UUID> payment = Mono.justOrEmpty(TypeId.read("pay", request.pathVariable("id")))
			.switchIfEmpty(Mono.error(EventRoutes::unknownPayment));
		return Mono.zip(Caller.of(request), payment)
			.flatMap((asked) -> type.equals(MediaType.APPLICATION_NDJSON)
					? paymentLines(asked.getT1(), asked.getT2(), after)
					: paymentPage(asked.getT1(), asked.getT2(), after, limit(parameters)));
	}

	private Mono<ServerResponse> page(MerchantId merchant, long after, int limit) {
		return this.journal.head(merchant.value())
			.flatMap((head) -> this.journal.read(merchant.value(), after, limit)
				.collectList()
				.flatMap((entries) -> page(entries, limit, "/v1/events").with("head", head(head, entries)).response()));
	}

	private Mono<ServerResponse> paymentPage(MerchantId merchant, UUID payment, long after, int limit) {
		String path = "/v1/payments/" + TypeId.write("pay", payment) + "/events";
		return this.journal.read(merchant.value(), payment, after, limit)
			.collectList()
			.flatMap((entries) -> (entries.isEmpty() && after == 0) ? Mono.error(unknownPayment())
					: page(entries, limit, path).response());
	}

	/**
	 * The first page is read before the answer begins, so that an unknown payment is
	 * answered as such.
	 */
	private Mono<ServerResponse> paymentLines(MerchantId merchant, UUID payment, long after) {
		int limit = this.settings.pageSize();
		return this.journal.read(merchant.value(), payment, after, limit).collectList().flatMap((first) -> {
			if (first.isEmpty() && after == 0) {
				return Mono.error(unknownPayment());
			}
			Flux<List<Entry>> pages = Mono.just(first)
				.expand((page) -> (page.size() < limit) ? Mono.empty()
						: this.journal.read(merchant.value(), payment, page.getLast().position(), limit).collectList());
			return JsonLines.response(pages.map((page) -> page.stream().map(EventJson::write).toList()));
		});
	}

	private static JsonPage page(List<Entry> entries, int limit, String path) {
		Optional<String> next = (entries.size() < limit) ? Optional.empty()
				: Optional.of(path + "?limit=" + limit + "&after=" + entries.getLast().position());
		return JsonPage.of(entries.stream().map(EventJson::write).toList()).next(next);
	}

	/** The head was read before the page, which may reach beyond it by now. */
	private static long head(long head, List<Entry> entries) {
		return entries.isEmpty() ? head : Math.max(head, entries.getLast().position());
	}

	/**
	 * All up to the head of this moment, in pages that are read as the caller takes them.
	 */
	private Mono<ServerResponse> lines(MerchantId merchant, long after) {
		return this.journal.head(merchant.value())
			.flatMap((head) -> JsonLines
				.response(this.journal.readTo(merchant.value(), after, head, this.settings.pageSize())
					.map((entries) -> entries.stream().map(EventJson::write).toList())));
	}

	private Mono<ServerResponse> stream(MerchantId merchant, Optional<Long> lastSeen) {
		return this.journal.head(merchant.value())
			.flatMap((head) -> stream((lastSeen.orElse(head) > head) ? this.streams.reset(merchant, head)
					: this.streams.after(merchant, lastSeen.orElse(head))));
	}

	private static Mono<ServerResponse> stream(Flux<byte[]> chunks) {
		return ServerResponse.ok()
			.contentType(MediaType.TEXT_EVENT_STREAM)
			.headers((headers) -> headers.setCacheControl("no-store"))
			.header("X-Accel-Buffering", "no")
			.body((message, context) -> message
				.writeAndFlushWith(chunks.map((chunk) -> Mono.just(message.bufferFactory().wrap(chunk)))));
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
		long after = parameters.integer("after", -1, 0, Long.MAX_VALUE);
		return (after < 0) ? Optional.empty() : Optional.of(after);
	}

	private static int limit(QueryParameters parameters) {
		return (int) parameters.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
	}

	private static Problem unknownPayment() {
		return Problem.of(HttpStatus.NOT_FOUND, "payment_not_found", "There is no payment of this id.");
	}

}
