package dev.sluice.simulator.faults;

import dev.sluice.http.Access;
import dev.sluice.http.Problem;
import dev.sluice.http.WholeBody;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;
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

	private final JsonMapper json;

	private final WholeBody bodies;

	FaultRoutes(FaultPlan plan, JsonMapper json, WholeBody bodies) {
		this.plan = plan;
		this.bodies = bodies;
		this.json = json.rebuild()
			.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
			.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.build();
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
		return this.bodies.read(request).map((body) -> read(body.utf8())).flatMap(this::put);
	}

	private Mono<ServerResponse> put(Faults faults) {
		this.plan.replace(faults);
		return show();
	}

	private Mono<ServerResponse> show() {
		return ServerResponse.ok().bodyValue(this.plan.faults());
	}

	private Faults read(byte[] body) {
		try {
			if (!(this.json.readTree(body) instanceof ObjectNode given)) {
				throw invalid("The faults must be a JSON object.");
			}
			refuseNulls(given);
			return this.json.treeToValue(withDefaults(given), Faults.class);
		}
		catch (JacksonException ex) {
			throw invalid(detail(ex));
		}
	}

	private static void refuseNulls(ObjectNode given) {
		if (given.valueStream().anyMatch(JsonNode::isNull)) {
			throw invalid("Leave out what is not to go wrong, rather than to send null.");
		}
	}

	private JsonNode withDefaults(ObjectNode given) {
		ObjectNode faults = this.json.valueToTree(Faults.NONE);
		return faults.setAll(given);
	}

	private static String detail(JacksonException ex) {
		@Nullable Throwable cause = ex.getCause();
		return (cause instanceof IllegalArgumentException && cause.getMessage() != null) ? cause.getMessage() + "."
				: "The faults are not readable: a field is unknown or has the wrong type.";
	}

	private static Problem invalid(String detail) {
		return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_faults", detail);
	}

}
