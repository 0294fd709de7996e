package dev.sluice.simulator;

import dev.sluice.http.Access;
import dev.sluice.http.JsonBodies;
import dev.sluice.http.Problem;
import dev.sluice.simulator.book.CardProcessor;
import dev.sluice.simulator.challenge.Challenges;
import dev.sluice.simulator.faults.Interference;
import dev.sluice.simulator.issuer.RecordedOperation;
import dev.sluice.simulator.issuer.Verdict;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Where operations are asked for and looked up. */
class OperationRoutes {

	private static final Access SECRET = Access.checkedBy("the simulator's secret");

	private final CardProcessor processor;

	private final Interference interference;

	private final Challenges challenges;

	private final JsonBodies bodies;

	OperationRoutes(CardProcessor processor, Interference interference, Challenges challenges, JsonBodies bodies) {
		this.processor = processor;
		this.interference = interference;
		this.challenges = challenges;
		this.bodies = bodies;
	}

	RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route()
			.POST("/simulator/v1/operations", SECRET.opens(this::execute))
			.GET("/simulator/v1/operations/{id}", SECRET.opens(this::show))
			.build();
	}

	private Mono<ServerResponse> execute(ServerRequest request) {
		return this.bodies.read(request)
			.map(OperationRequest::read)
			.flatMap((asked) -> this.interference.onOperation(request, asked.operation(),
					this.processor.execute(asked).flatMap((operation) -> answer(request, operation))));
	}

	private Mono<ServerResponse> show(ServerRequest request) {
		String id = request.pathVariable("id");
		return this.interference.onLookup(id,
				this.processor.find(id)
					.flatMap((operation) -> answer(request, operation))
					.switchIfEmpty(Mono.error(() -> Problem.of(HttpStatus.NOT_FOUND, "operation_not_found",
							"The simulator knows no operation of this id."))));
	}

	private Mono<ServerResponse> answer(ServerRequest request, RecordedOperation operation) {
		Verdict verdict = operation.verdict();
		return ServerResponse.ok()
			.bodyValue(new Answer(operation.operation(), verdict.status().text(), verdict.code(), verdict.message(),
					this.challenges.url(request, operation)));
	}

	/** How an operation stands. */
	private record Answer(String operation, String status, @Nullable String code, @Nullable String message,
			@Nullable String url) {
	}

}
