package dev.sluice.payments.search;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import dev.sluice.http.JsonLines;
import dev.sluice.http.JsonPage;
import dev.sluice.http.KnownParameters;
import dev.sluice.http.QueryParameters;
import dev.sluice.http.Representations;
import dev.sluice.http.passage.WholeAnswer;
import dev.sluice.memory.AnswerMemory;
import dev.sluice.memory.Holding;
import dev.sluice.memory.PageSize;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Scope;
import dev.sluice.payments.recording.PaymentRefusals;
import dev.sluice.payments.search.PaymentSummaries.NoRoom;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.postgres.replica.Replica;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Shows the payments of the calling merchant, over HTTP. */
@Configuration(proxyBeanMethods = false)
class PaymentQueryRoutes {

	private static final int DEFAULT_LIMIT = 50;

	private static final int MAX_LIMIT = 500;

	/** What a payment is supposed to take until its size is known. */
	private static final long PAYMENT_ROOM = 64 * 1024;

	/**
	 * What nearly all summaries fit into; read again with more room is one that does not.
	 */
	private static final long SUMMARY_ROOM = 1024 * 1024;

	private static final String MIN_POSITION = "min_position";

	/** Sorts after every id. */
	private static final PaymentId NEWEST = new PaymentId(new UUID(-1, -1));

	private final PaymentSearch search;

	private final PaymentLines lines;

	private final PaymentHistory history;

	private final PaymentSummaries summaries;

	private final ExportSettings settings;

	private final JsonMapper json;

	private final Clock clock;

	private final AnswerMemory memory;

	private final Replica replica;

	PaymentQueryRoutes(PaymentSearch search, PaymentLines lines, PaymentHistory history, PaymentSummaries summaries,
			ExportSettings settings, JsonMapper json, Clock clock, AnswerMemory memory, Replica replica) {
		this.replica = replica;
		this.search = search;
		this.lines = lines;
		this.history = history;
		this.summaries = summaries;
		this.settings = settings;
		this.json = json;
		this.clock = clock;
		this.memory = memory;
	}

	@Bean
	RouterFunction<ServerResponse> paymentQueryApi() {
		return RouterFunctions.route()
			.GET("/v1/payments", Scope.PAYMENTS_READ.opens(this::list))
			.withAttributes(KnownParameters.named("limit", "after", "status", "currency", "reference", "operation",
					"needs_attention", "disputed", "created_gte", "created_lt", "amount_gte", "amount_lte",
					MIN_POSITION))
			.GET("/v1/payments/summary", Scope.PAYMENTS_READ.opens(this::summary))
			.withAttributes(KnownParameters.named("window", "bucket", "currency"))
			.GET("/v1/payments/{id}", Scope.PAYMENTS_READ.opens(this::show))
			.withAttributes(KnownParameters.named("version", "at"))
			.build();
	}

	private Mono<ServerResponse> list(ServerRequest request) {
		QueryParameters parameters = QueryParameters.of(request);
		PaymentId after = parameters.read("after", "must be the id of a payment", PaymentId::read).orElse(NEWEST);
		int limit = (int) parameters.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
		PaymentFilter filter = PaymentFilter.read(parameters);
		long atLeast = atLeast(parameters, filter, after);
		MediaType type = Representations.choose(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON,
				PaymentCsv.TYPE);
		return Caller.of(request)
			.flatMap((merchant) -> type.equals(MediaType.APPLICATION_JSON)
					? page(request, merchant, filter, after, limit, atLeast)
					: export(type, merchant, filter, after, atLeast));
	}

	/**
	 * The position that a list must not be older than. What goes on behind a payment must
	 * have all that was there when that was read, and whoever looks for an operation may
	 * have just seen it; who does not say when has both from the primary.
	 */
	private static long atLeast(QueryParameters parameters, PaymentFilter filter, PaymentId after) {
		boolean any = after.equals(NEWEST) && filter.operation().isEmpty();
		long otherwise = any ? 0 : Long.MAX_VALUE;
		return parameters.integer(MIN_POSITION, otherwise, 0, Long.MAX_VALUE);
	}

	private Mono<ServerResponse> page(ServerRequest request, MerchantId merchant, PaymentFilter filter, PaymentId after,
			int limit, long atLeast) {
		String base = request.requestPath().contextPath().value();
		boolean keeps = this.replica.isConfigured() || request.queryParam(MIN_POSITION).isPresent();
		return this.memory.take(merchant.value(), this.settings.answerRoom())
			.flatMap((holding) -> this.search
				.page(merchant, filter, after, PageSize.within(limit, holding.bytes()), atLeast)
				.doOnNext((page) -> holding.resize(page.bytes()))
				.flatMap((page) -> JsonPage.of(page.payments())
					.next(page.last()
						.map((id) -> base + "/v1/payments?limit=" + limit + "&after=" + id + filter.urlSuffix()
								+ (keeps ? minPosition(atLeast, page.position()) : "")))
					.with("position", page.position())
					.response()));
	}

	/** No page that follows is older than this one. */
	private static String minPosition(long asked, long shown) {
		return "&" + MIN_POSITION + "=" + ((asked < Long.MAX_VALUE) ? Math.max(asked, shown) : shown);
	}

	private Mono<ServerResponse> export(MediaType type, MerchantId merchant, PaymentFilter filter, PaymentId after,
			long atLeast) {
		return this.memory.take(merchant.value(), this.settings.exportRoom()).flatMap((holding) -> {
			PageSize size = this.settings.exportPage(holding.bytes());
			return type.equals(PaymentCsv.TYPE)
					? PaymentCsv.response(this.search.pages(merchant, filter, after, size, atLeast)
						.doOnNext((page) -> holding.touch()), this.json)
					: JsonLines.joined(this.lines.read(merchant, filter, after, size, atLeast)
						.doOnNext((chunk) -> holding.touch()));
		});
	}

	private Mono<ServerResponse> summary(ServerRequest request) {
		Representations.require(request, MediaType.APPLICATION_JSON);
		QueryParameters parameters = QueryParameters.of(request);
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
		SummaryRequest asked = SummaryRequest.read(parameters, now);
		return Caller.of(request)
			.flatMap((merchant) -> summary(merchant, asked, SUMMARY_ROOM)
				.onErrorResume(NoRoom.class, (more) -> summary(merchant, asked, PaymentSummaries.MOST_ROOM))
				.onErrorMap(NoRoom.class, (none) -> AnswerMemory.full()));
	}

	private Mono<ServerResponse> summary(MerchantId merchant, SummaryRequest asked, long room) {
		return this.memory.take(merchant.value(), room)
			.flatMap((holding) -> this.summaries.read(merchant, asked, holding.bytes())
				.doOnError(NoRoom.class, (error) -> holding.clear())
				.map((summary) -> this.json.writeValueAsBytes(summary))
				.flatMap((summary) -> json(holding, summary)));
	}

	private Mono<ServerResponse> show(ServerRequest request) {
		Representations.require(request, MediaType.APPLICATION_JSON);
		Moment moment = Moment.read(QueryParameters.of(request));
		PaymentId id = PaymentId.read(request.pathVariable("id")).orElseThrow(PaymentRefusals::notFound);
		MerchantId merchant = Caller.present(request).merchant();
		return this.memory.take(merchant.value(), PAYMENT_ROOM)
			.flatMap((holding) -> this.history.find(merchant, id, moment)
				.flatMap((payment) -> json(holding, payment.utf8())));
	}

	private static Mono<ServerResponse> json(Holding holding, byte[] body) {
		holding.resize(body.length);
		return WholeAnswer.of(ServerResponse.ok().contentType(MediaType.APPLICATION_JSON), body);
	}

}
