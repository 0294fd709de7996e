package dev.sluice.payments;

import java.util.Optional;

import dev.sluice.http.JsonBodies;
import dev.sluice.http.JsonBody;
import dev.sluice.http.passage.WholeAnswer;
import dev.sluice.memory.AnswerMemory;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.Scope;
import dev.sluice.payments.lifecycle.Operation.Resolution;
import dev.sluice.payments.processing.Resolutions;
import dev.sluice.payments.recording.PaymentRefusals;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.ProcessorReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Where a person says what came of an operation that no processor can tell of any more.
 */
@Configuration(proxyBeanMethods = false)
class ResolutionRoutes {

	private static final int MAX_OUTCOME = 20;

	private static final int MAX_NOTE = 500;

	private static final int MAX_REFERENCE = 255;

	private static final String REFERENCE = "processor_reference";

	private final Resolutions resolutions;

	private final PaymentStore store;

	private final JsonBodies bodies;

	private final AnswerMemory memory;

	ResolutionRoutes(Resolutions resolutions, PaymentStore store, JsonBodies bodies, AnswerMemory memory) {
		this.resolutions = resolutions;
		this.store = store;
		this.bodies = bodies;
		this.memory = memory;
	}

	@Bean
	RouterFunction<ServerResponse> resolutionApi() {
		return RouterFunctions.route()
			.POST("/v1/payments/{id}/operations/{operation}/resolution", Scope.PAYMENTS_WRITE.opens(this::resolve))
			.build();
	}

	private Mono<ServerResponse> resolve(ServerRequest request) {
		PaymentId payment = PaymentId.read(request.pathVariable("id")).orElseThrow(PaymentRefusals::notFound);
		OperationId operation = OperationId.read(request.pathVariable("operation"))
			.orElseThrow(PaymentRefusals::operationNotFound);
		return Mono.zip(Caller.asking(request), this.bodies.read(request)).flatMap((asked) -> {
			Caller caller = asked.getT1();
			return this.store.find(caller.merchant(), payment)
				.switchIfEmpty(Mono.error(PaymentRefusals::notFound))
				.map((known) -> known.operation(operation).orElseThrow(PaymentRefusals::operationNotFound))
				.map((known) -> Found.read(asked.getT2()))
				.flatMap((found) -> this.resolutions.resolve(caller.merchant(), payment, operation, found.done(),
						found.reference(), new Resolution(Wish.actor(caller), found.note())))
				.flatMap((after) -> {
					byte[] body = this.store.write(after).utf8();
					return this.memory.note(caller.merchant().value(), body.length)
						.then(WholeAnswer.of(ServerResponse.ok().contentType(MediaType.APPLICATION_JSON), body));
				});
		});
	}

	/** What was found out. */
	private record Found(boolean done, @Nullable ProcessorReference reference, @Nullable String note) {

		static Found read(JsonBody body) {
			String outcome = body.requiredText("outcome", MAX_OUTCOME);
			boolean done = outcome.equals("succeeded");
			if (body.isSound("outcome") && !done && !outcome.equals("failed")) {
				body.reject("outcome", "invalid_value", "must be succeeded or failed");
			}
			String note = body.optionalText("note", MAX_NOTE);
			ProcessorReference reference = reference(body, done);
			body.finish();
			return new Found(done, reference, note);
		}

		private static @Nullable ProcessorReference reference(JsonBody body, boolean done) {
			String text = body.optionalText(REFERENCE, MAX_REFERENCE);
			if (text == null) {
				return null;
			}
			Optional<ProcessorReference> read = ProcessorReference.read(text);
			if (read.isEmpty()) {
				body.reject(REFERENCE, "invalid_value", "must be of visible ASCII characters");
			}
			else if (!done) {
				body.reject(REFERENCE, "invalid_value", "is for what has succeeded");
			}
			return read.orElse(null);
		}

	}

}
