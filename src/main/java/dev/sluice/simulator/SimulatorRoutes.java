package dev.sluice.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import dev.sluice.platform.JsonBodies;
import dev.sluice.platform.Problem;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * The simulator's API; there only in demo mode, and closed to whoever does not know its
 * secret.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("sluice.demo.enabled")
class SimulatorRoutes {

	private final SimulatorBook book;

	private final JsonBodies bodies;

	private final byte[] authorization;

	SimulatorRoutes(SimulatorBook book, JsonBodies bodies, @Value("${sluice.simulator.secret}") String secret) {
		this.book = book;
		this.bodies = bodies;
		this.authorization = ("Bearer " + secret).getBytes(StandardCharsets.UTF_8);
	}

	@Bean
	RouterFunction<ServerResponse> simulatorApi() {
		return RouterFunctions.route()
			.POST("/simulator/v1/operations", this::execute)
			.GET("/simulator/v1/operations/{id}", this::show)
			.filter(this::authorize)
			.build();
	}

	private Mono<ServerResponse> execute(ServerRequest request) {
		return this.bodies.read(request)
			.map(SimulatedOperation::read)
			.flatMap((asked) -> this.book.execute(asked).flatMap((card) -> answer(asked.operation(), card)));
	}

	private Mono<ServerResponse> show(ServerRequest request) {
		String id = request.pathVariable("id");
		return this.book.find(id)
			.flatMap((card) -> answer(id, card))
			.switchIfEmpty(Mono.error(() -> Problem.of(HttpStatus.NOT_FOUND, "operation_not_found",
					"The simulator knows no operation of this id.")));
	}

	private static Mono<ServerResponse> answer(String operation, TestCard card) {
		return ServerResponse.ok().bodyValue(new Answer(operation, card.outcome(), card.declineCode(), card.message()));
	}

	private Mono<ServerResponse> authorize(ServerRequest request, HandlerFunction<ServerResponse> next) {
		String header = request.headers().firstHeader("Authorization");
		byte[] given = ((header != null) ? header : "").getBytes(StandardCharsets.UTF_8);
		return MessageDigest.isEqual(given, this.authorization) ? next.handle(request)
				: Mono.error(Problem.of(HttpStatus.UNAUTHORIZED, "invalid_secret",
						"The simulator is spoken to with sluice.simulator.secret as bearer token."));
	}

	/** What an operation came to. */
	private record Answer(String operation, String outcome, @Nullable String code, @Nullable String message) {
	}

}
