package dev.sluice.payments;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

import dev.sluice.http.JsonBodies;
import dev.sluice.http.JsonBody;
import dev.sluice.http.passage.WholeAnswer;
import dev.sluice.memory.AnswerMemory;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Scope;
import dev.sluice.payments.idempotency.Answer;
import dev.sluice.payments.idempotency.IdempotencyHeader;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentCommand;
import dev.sluice.payments.processing.MethodTypes;
import dev.sluice.payments.recording.Claim;
import dev.sluice.payments.recording.PaymentRefusals;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.words.PaymentId;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Makes and changes the payments of the calling merchant, over HTTP. */
@Configuration(proxyBeanMethods = false)
class PaymentRoutes {

	private final Payments payments;

	private final PaymentStore store;

	private final PaymentSettings settings;

	private final JsonBodies bodies;

	private final AnswerMemory memory;

	private final MethodTypes methods;

	PaymentRoutes(Payments payments, PaymentStore store, PaymentSettings settings, JsonBodies bodies,
			AnswerMemory memory, MethodTypes methods) {
		this.payments = payments;
		this.store = store;
		this.settings = settings;
		this.bodies = bodies;
		this.memory = memory;
		this.methods = methods;
	}

	@Bean
	RouterFunction<ServerResponse> paymentApi() {
		return RouterFunctions.route()
			.POST("/v1/payments", Scope.PAYMENTS_WRITE.opens(this::create))
			.POST("/v1/payments/{id}/captures", Scope.PAYMENTS_WRITE.opens(this::capture))
			.POST("/v1/payments/{id}/refunds", Scope.REFUNDS_WRITE.opens(this::refund))
			.POST("/v1/payments/{id}/voids", Scope.PAYMENTS_WRITE.opens(this::release))
			.build();
	}

	private Mono<ServerResponse> create(ServerRequest request) {
		Preference preference = Preference.of(request, this.settings);
		Caller caller = Caller.present(request);
		return this.bodies.read(request, PaymentRequest.LARGEST).flatMap((body) -> {
			PaymentRequest asked = PaymentRequest.read(body, this.methods);
			Optional<Claim> claim = IdempotencyHeader.read(request, body);
			return this.payments.create(caller, asked, claim, preference.patience())
				.flatMap((answer) -> answer(request, caller.merchant(), answer, preference));
		});
	}

	private Mono<ServerResponse> capture(ServerRequest request) {
		return ask(request, (payment, body) -> {
			OptionalLong amount = OperationRequest.amount(body, payment);
			body.finish();
			return (operation, actor, now) -> new PaymentCommand.Capture(operation, amount, actor, now);
		});
	}

	private Mono<ServerResponse> refund(ServerRequest request) {
		return ask(request, (payment, body) -> {
			OptionalLong amount = OperationRequest.amount(body, payment);
			String reason = OperationRequest.reason(body);
			body.finish();
			return (operation, actor, now) -> new PaymentCommand.Refund(operation, amount, reason, actor, now);
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
	private Mono<ServerResponse> ask(ServerRequest request, BiFunction<Payment, JsonBody, Wish> reader) {
		PaymentId id = PaymentId.read(request.pathVariable("id")).orElseThrow(PaymentRefusals::notFound);
		Preference preference = Preference.of(request, this.settings);
		return Mono.zip(Caller.asking(request), this.bodies.readOptional(request)).flatMap((asked) -> {
			MerchantId merchant = asked.getT1().merchant();
			JsonBody body = asked.getT2();
			return this.store.find(merchant, id)
				.switchIfEmpty(Mono.error(PaymentRefusals::notFound))
				.map((payment) -> reader.apply(payment, body))
				.flatMap((wish) -> this.payments.ask(asked.getT1(), id, wish, IdempotencyHeader.read(request, body),
						preference.patience()))
				.flatMap((answer) -> answer(request, merchant, answer, preference));
		});
	}

	private Mono<ServerResponse> answer(ServerRequest request, MerchantId merchant, Answer answer,
			Preference preference) {
		ServerResponse.BodyBuilder response = ServerResponse
			.status(answer.pending() ? HttpStatus.ACCEPTED : HttpStatus.CREATED)
			.location(URI.create(request.requestPath().contextPath().value() + "/v1/payments/" + answer.id()))
			.contentType(MediaType.APPLICATION_JSON);
		if (answer.replayed()) {
			response.header("Idempotent-Replayed", "true");
		}
		preference.applied(answer.pending()).ifPresent((applied) -> response.header("Preference-Applied", applied));
		byte[] payment = answer.payment().utf8();
		return this.memory.note(merchant.value(), payment.length).then(WholeAnswer.of(response, payment));
	}

}
