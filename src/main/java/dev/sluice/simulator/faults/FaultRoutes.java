package dev.sluice.simulator.faults;

import dev.sluice.http.Access;
import dev.sluice.http.WholeBody;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Where tests say what is to go wrong. A PUT replaces everything: what it leaves out does
 * not go wrong.
 */
public class FaultRoutes {

	private static final Access SECRET = Access.checkedBy("the simulator's secret");

	private static final String PATH = "/simulator/v1/faults";

	private final FaultPlan plan;

	private final FaultReader<Faults> reader;

	private final WholeBody bodies;

	FaultRoutes(FaultPlan plan, JsonMapper json, WholeBody bodies) {
		this.plan = plan;
		this.bodies = bodies;
		this.reader = new FaultReader<>(json, Faults.NONE);
	}

	/** The routes; whoever serves them asks for the secret. */
	public RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route()
			.GET(PATH, SECRET.opens((request) -> show()))
			.PUT(PATH, SECRET.opens(this::replace))
			.DELETE(PATH, SECRET.opens((request) -> put(Faults.NONE)))
			.build();
	}

	private Mono<ServerResponse> replace(ServerRequest request) {
		return this.bodies.read(request).map((body) -> this.reader.read(body.utf8())).flatMap(this::put);
	}

	private Mono<ServerResponse> put(Faults faults) {
		this.plan.replace(faults);
		return show();
	}

	private Mono<ServerResponse> show() {
		return ServerResponse.ok().bodyValue(this.plan.faults());
	}

}
