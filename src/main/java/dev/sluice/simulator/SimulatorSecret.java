package dev.sluice.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import dev.sluice.http.Problem;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.HandlerFilterFunction;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Keeps out whoever does not know the simulator's secret. */
class SimulatorSecret implements HandlerFilterFunction<ServerResponse, ServerResponse> {

	private final byte[] authorization;

	SimulatorSecret(SimulationSettings settings) {
		this.authorization = ("Bearer " + settings.secret()).getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public Mono<ServerResponse> filter(ServerRequest request, HandlerFunction<ServerResponse> next) {
		String header = request.headers().firstHeader("Authorization");
		byte[] given = ((header != null) ? header : "").getBytes(StandardCharsets.UTF_8);
		return MessageDigest.isEqual(given, this.authorization) ? next.handle(request)
				: Mono.error(Problem.of(HttpStatus.UNAUTHORIZED, "invalid_secret",
						"The simulator is spoken to with sluice.simulator.secret as bearer token."));
	}

}
