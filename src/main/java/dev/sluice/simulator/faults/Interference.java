package dev.sluice.simulator.faults;

import java.time.Duration;

import dev.sluice.http.Problem;
import dev.sluice.http.ProblemWriter;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Lets go wrong what the faults ask for, around the work that is done all the same. */
public class Interference {

	private final FaultPlan plan;

	private final ProblemWriter problems;

	Interference(FaultPlan plan, ProblemWriter problems) {
		this.plan = plan;
		this.problems = problems;
	}

	/**
	 * Surrounds the work on an operation.
	 * @param work emits when its effect is durable
	 * @return an answer, or nothing on a connection that is closed
	 */
	public Mono<ServerResponse> onOperation(ServerRequest request, String operation, Mono<ServerResponse> work) {
		Faults faults = this.plan.faults();
		Chance chance = this.plan.attempt(operation);
		return before(faults, chance, notProcessed(), work.flatMap((answer) -> after(request, faults, chance, answer)));
	}

	/** Surrounds a look-up, of which nothing can be left undone. */
	public Mono<ServerResponse> onLookup(String operation, Mono<ServerResponse> work) {
		return before(this.plan.faults(), this.plan.attempt("lookup " + operation), unavailable(), work);
	}

	private Mono<ServerResponse> before(Faults faults, Chance chance, Problem failure, Mono<ServerResponse> work) {
		Mono<ServerResponse> answer = faults.failsBefore(chance) ? fail(failure) : work;
		Duration latency = faults.latency(chance);
		return latency.isZero() ? answer : Mono.delay(latency).flatMap((tick) -> answer);
	}

	private Mono<ServerResponse> after(ServerRequest request, Faults faults, Chance chance, ServerResponse answer) {
		if (faults.dropsAfter(chance)) {
			return HangUp.on(request);
		}
		return faults.failsAfter(chance) ? fail(errorAfter()) : Mono.just(answer);
	}

	/** Not by the one error path, which would log what was asked for. */
	private Mono<ServerResponse> fail(Problem problem) {
		return ServerResponse.status(problem.status())
			.build((exchange, context) -> this.problems.write(exchange, problem));
	}

	/** Said of this request alone; another one of the same operation may have come. */
	private static Problem notProcessed() {
		return Problem
			.of(HttpStatus.SERVICE_UNAVAILABLE, "not_processed", "The simulator did nothing with this request.")
			.withHeader("Sluice-Processed", "no");
	}

	private static Problem unavailable() {
		return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The simulator does not answer just now.");
	}

	private static Problem errorAfter() {
		return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "simulated_error",
				"The simulator failed, as it was asked to.");
	}

}
