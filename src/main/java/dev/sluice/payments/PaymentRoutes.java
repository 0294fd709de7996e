package dev.sluice.payments;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

import dev.sluice.merchants.Caller;
import dev.sluice.merchants.MerchantId;
import dev.sluice.platform.JsonBodies;
import dev.sluice.platform.JsonBody;
import dev.sluice.platform.JsonLines;
import dev.sluice.platform.JsonPage;
import dev.sluice.platform.QueryParameters;
import dev.sluice.platform.Representations;
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

/** The payments of the calling merchant, over HTTP. */
@Configuration(proxyBeanMethods = false)
class PaymentRoutes {

	private static final int DEFAULT_LIMIT = 50;

	private static final int MAX_LIMIT = 500;

	/** Sorts after every id. */
	private static final PaymentId NEWEST = new PaymentId(new UUID(-1, -1));

	private final Payments payments;

	private final PaymentStore store;

	private final PaymentSettings settings;

	private final JsonBodies bodies;

	PaymentRoutes(Payments payments, PaymentStore store, PaymentSettings settings, JsonBodies bodies) {
		this.payments = payments;
		this.store = store;
		this.settings = settings;
		this.bodies = bodies;
	}

	@Bean
	RouterFunction<ServerResponse> paymentApi() {
		return RouterFunctions.route()
			.POST("/v1/payments", this::create)
			.POST("/v1/payments/{id}/captures", this::capture)
			.POST("/v1/payments/{id}/refunds", this::refund)
			.POST("/v1/payments/{id}/voids", this::release)
			.GET("/v1/payments", this::list)
			.GET("/v1/payments/{id}", this::show)
			.build();
	}

	private Mono<ServerResponse> create(ServerRequest request) {
		return Mono.zip(Caller.of(request), this.bodies.read(request)).flatMap((asked) -> {
			Terms terms = PaymentRequest.read(asked.getT2());
			Optional<Claim> claim = IdempotencyHeader.read(request, asked.getT2());
			return this.payments.create(asked.getT1(), terms, claim, wait(request));
		}).flatMap(PaymentRoutes::answer);
	}

	private Mono<ServerResponse> capture(ServerRequest request) {
		return ask(request, (payment, body) -> {
			OptionalLong amount = OperationRequest.amount(body, payment);
			body.finish();
			return (operation, now) -> new PaymentCommand.Capture(operation, amount, now);
		});
	}

	private Mono<ServerResponse> refund(ServerRequest request) {
		return ask(request, (payment, body) -> {
			OptionalLong amount = OperationRequest.amount(body, payment);
			String reason = OperationRequest.reason(body);
			body.finish();
			return (operation, now) -> new PaymentCommand.Refund(operation, amount, reason, now);
		});
	}

	private Mono<ServerResponse> release(ServerRequest request) {
		return ask(request, (payment, body) -> {
			body.finish();
			return PaymentCommand.Release::new;
		});
	}

	/**
	 * The payment must be there before its fields are judged: its currency is among them.
	 */
	private Mono<ServerResponse> ask(ServerRequest request,
			BiFunction<Payment, JsonBody, BiFunction<OperationId, Instant, PaymentCommand>> reader) {
		PaymentId id = PaymentId.read(request.pathVariable("id")).orElseThrow(Refusals::notFound);
		return Mono.zip(Caller.of(request), this.bodies.readOptional(request)).flatMap((asked) -> {
			MerchantId merchant = asked.getT1();
			JsonBody body = asked.getT2();
			return this.store.find(merchant, id)
				.switchIfEmpty(Mono.error(Refusals::notFound))
				.map((payment) -> reader.apply(payment, body))
				.flatMap((command) -> this.payments.ask(merchant, id, command, IdempotencyHeader.read(request, body),
						wait(request)));
		}).flatMap(PaymentRoutes::answer);
	}

	private Duration wait(ServerRequest request) {
		return Preference.of(request, this.settings);
	}

	private static Mono<ServerResponse> answer(Answer answer) {
		ServerResponse.BodyBuilder response = ServerResponse
			.status(answer.pending() ? HttpStatus.ACCEPTED : HttpStatus.CREATED)
			.location(URI.create("/v1/payments/" + answer.id()))
			.contentType(MediaType.APPLICATION_JSON);
		if (answer.replayed()) {
			response.header("Idempotent-Replayed", "true");
		}
		return response.bodyValue(answer.payment().utf8());
	}

	private Mono<ServerResponse> show(ServerRequest request) {
		Representations.require(request, MediaType.APPLICATION_JSON);
		QueryParameters.requireNone(request);
		return Mono.zip(Caller.of(request), Mono.justOrEmpty(PaymentId.read(request.pathVariable("id"))))
			.flatMap((asked) -> this.store.findJson(asked.getT1(), asked.getT2()))
			.switchIfEmpty(Mono.error(Refusals::notFound))
			.flatMap((json) -> ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(json.utf8()));
	}

	private Mono<ServerResponse> list(ServerRequest request) {
		QueryParameters parameters = QueryParameters.of(request, Set.of("limit", "after"));
		PaymentId after = parameters.read("after", "must be the id of a payment", PaymentId::read).orElse(NEWEST);
		int limit = (int) parameters.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
		MediaType type = Representations.choose(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON);
		return Caller.of(request)
			.flatMap((merchant) -> type.equals(MediaType.APPLICATION_NDJSON)
					? JsonLines.response(export(merchant, after).map(PaymentPage::payments))
					: page(merchant, after, limit));
	}

	private Mono<ServerResponse> page(MerchantId merchant, PaymentId after, int limit) {
		return this.store.newest(merchant, after, limit)
			.flatMap((page) -> JsonPage.of(page.payments())
				.next(page.last().map((id) -> "/v1/payments?limit=" + limit + "&after=" + id))
				.with("position", page.position())
				.response());
	}

	/**
	 * Every payment older than one, page by page: the next is read when the caller has
	 * taken the last.
	 */
	private Flux<PaymentPage> export(MerchantId merchant, PaymentId after) {
		int limit = this.settings.exportPageSize();
		return this.store.newest(merchant, after, limit)
			.expand((page) -> Mono.justOrEmpty(page.last())
				.flatMap((last) -> this.store.newest(merchant, last, limit)));
	}

}
