package dev.sluice.emulators.faults;

import dev.sluice.http.Access;
import dev.sluice.http.WholeBody;
import dev.sluice.simulator.faults.FaultReader;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Where tests say what is to go wrong with an emulator. A PUT replaces everything: what
 * it leaves out does not go wrong. Open to whoever reaches the emulator.
 */
public class EmulatorFaultRoutes {

	private final EmulatorPlans plans;

	private final WholeBody bodies;

	private final FaultReader<EmulatorFaults> reader;

	EmulatorFaultRoutes(EmulatorPlans plans, JsonMapper json, WholeBody bodies) {
		this.plans = plans;
		this.bodies = bodies;
		this.reader = new FaultReader<>(json, EmulatorFaults.NONE);
	}

	/** The routes of one emulator, {@code /emulators/<emulator>/faults}. */
	public RouterFunction<ServerResponse> routes(String emulator) {
		String path = "/emulators/" + emulator + "/faults";
		Access everybody = Access.everybody();
		return RouterFunctions.route()
			.GET(path, everybody.opens((request) -> show(emulator)))
			.PUT(path, everybody.opens((request) -> replace(emulator, request)))
			.DELETE(path, everybody.opens((request) -> put(emulator, EmulatorFaults.NONE)))
			.build();
	}

	private Mono<ServerResponse> replace(String emulator, ServerRequest request) {
		return this.bodies.read(request)
			.map((body) -> this.reader.read(body.utf8()))
			.flatMap((faults) -> put(emulator, faults));
	}

	private Mono<ServerResponse> put(String emulator, EmulatorFaults faults) {
		this.plans.replace(emulator, faults);
		return show(emulator);
	}

	private Mono<ServerResponse> show(String emulator) {
		return ServerResponse.ok().bodyValue(this.plans.faults(emulator));
	}

}
