package dev.sluice.simulator.faults;

import dev.sluice.http.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;

/**
 * Reads what is to go wrong, strictly; what is left out does not.
 *
 * @param <T> a record of faults that refuses what makes no sense
 */
public final class FaultReader<T> {

	private final JsonMapper json;

	private final T none;

	private final Class<T> type;

	/** Fills what is left out from the faults that are none. */
	@SuppressWarnings("unchecked")
	public FaultReader(JsonMapper json, T none) {
		this.json = json.rebuild()
			.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
			.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.build();
		this.none = none;
		this.type = (Class<T>) none.getClass();
	}

	/**
	 * Reads a JSON object.
	 * @throws Problem 422 where it makes no sense
	 */
	public T read(byte[] body) {
		try {
			if (!(this.json.readTree(body) instanceof ObjectNode given)) {
				throw invalid("The faults must be a JSON object.");
			}
			refuseNulls(given);
			return this.json.treeToValue(withDefaults(given), this.type);
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
		ObjectNode faults = this.json.valueToTree(this.none);
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
