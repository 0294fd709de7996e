package dev.sluice.processors.simulator;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.sluice.http.Access;
import dev.sluice.http.Problem;
import dev.sluice.http.WholeBody;
import dev.sluice.payments.port.ConfiguredProcessors;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.port.Settlements;
import dev.sluice.values.RawJson;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Where processors tell what came of an operation later. A callback is believed by its
 * signature (Standard Webhooks) and its age alone; a repeated or late one changes
 * nothing.
 */
@Configuration(proxyBeanMethods = false)
class CallbackRoutes {

	private static final String ID = "webhook-id";

	private static final String TIMESTAMP = "webhook-timestamp";

	private static final String SIGNATURES = "webhook-signature";

	private final Settlements settlements;

	private final WholeBody bodies;

	private final JsonMapper json;

	private final CallbackSignatures signatures;

	private final Set<String> simulators;

	CallbackRoutes(Settlements settlements, WholeBody bodies, JsonMapper json, CallbackSignatures signatures,
			@Qualifier("simulators") ConfiguredProcessors simulators) {
		this.settlements = settlements;
		this.bodies = bodies;
		this.json = json;
		this.signatures = signatures;
		this.simulators = simulators.processors().stream().map(Processor::name).collect(Collectors.toUnmodifiableSet());
	}

	private static final Access SIGNED = Access.checkedBy("the secret of callbacks");

	@Bean
	RouterFunction<ServerResponse> callbackApi() {
		return RouterFunctions.route()
			.POST("/callbacks/{processor}/{merchant}/{payment}", SIGNED.opens(this::receive))
			.build();
	}

	/**
	 * Nothing is read of what is not signed at all. Simulators alone sign so: where there
	 * are none, the secret is one that everybody knows.
	 */
	private Mono<ServerResponse> receive(ServerRequest request) {
		if (!this.simulators.contains(request.pathVariable("processor"))) {
			return Mono.error(unknown());
		}
		if (header(request, ID).isEmpty() || header(request, TIMESTAMP).isEmpty()
				|| header(request, SIGNATURES).isEmpty()) {
			return Mono.error(refused());
		}
		return this.bodies.read(request)
			.map((body) -> verified(request, body))
			.flatMap((answer) -> this.settlements.settle(request.pathVariable("processor"),
					request.pathVariable("merchant"), request.pathVariable("payment"),
					String.valueOf(answer.operation()), answer.toOutcome(), null))
			.then(ServerResponse.noContent().build());
	}

	private SimulatorAnswer verified(ServerRequest request, RawJson body) {
		if (!this.signatures.isSigned(header(request, ID), header(request, TIMESTAMP), header(request, SIGNATURES),
				body.toString())) {
			throw refused();
		}
		SimulatorAnswer answer = answer(body);
		if (!request.pathVariable("payment").equals(answer.payment())) {
			throw refused();
		}
		return answer;
	}

	private SimulatorAnswer answer(RawJson body) {
		try {
			return Optional.ofNullable(this.json.readValue(body.utf8(), SimulatorAnswer.class))
				.filter(SimulatorAnswer::isWhole)
				.orElseThrow(CallbackRoutes::unreadable);
		}
		catch (JacksonException ex) {
			throw unreadable();
		}
	}

	/** What it holds first, nothing where it is not there. */
	private static String header(ServerRequest request, String name) {
		return Objects.requireNonNullElse(request.headers().firstHeader(name), "");
	}

	private static Problem unknown() {
		return Problem.of(HttpStatus.NOT_FOUND, "not_found", "There is nothing at this address.");
	}

	private static Problem unreadable() {
		return Problem.of(HttpStatus.BAD_REQUEST, "invalid_body",
				"The callback must be a JSON object with the texts operation, payment and status.");
	}

	private static Problem refused() {
		return Problem.of(HttpStatus.UNAUTHORIZED, "invalid_signature",
				"The callback is not signed by the processor, is too old, or speaks of another payment.");
	}

}
