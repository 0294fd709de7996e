package dev.sluice.http;

import dev.sluice.values.RawJson;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Reads the body of a request as a JSON object.
 */
@Component
public class JsonBodies {

	private final JsonMapper json;

	private final WholeBody bodies;

	JsonBodies(JsonMapper json, WholeBody bodies) {
		this.json = json;
		this.bodies = bodies;
	}

	/**
	 * Reads the whole body.
	 * @return the object, never empty; a {@link Problem} 415 for another media type, 400
	 * for an absent or unreadable body, 408 for a late and 413 for a large one
	 */
	public Mono<JsonBody> read(ServerRequest request) {
		return read(request, this.bodies.read(request));
	}

	/**
	 * As {@link #read}, where what the fields may hold takes more than other bodies may.
	 * @param largest how large the body may be, where that is not less than any may be
	 */
	public Mono<JsonBody> read(ServerRequest request, DataSize largest) {
		return read(request, this.bodies.read(request, largest));
	}

	/** As {@link #read}, of a caller who is not known yet, and who may say little. */
	public Mono<JsonBody> readSmall(ServerRequest request) {
		return read(request, this.bodies.readSmall(request));
	}

	private Mono<JsonBody> read(ServerRequest request, Mono<RawJson> body) {
		return isJson(request) ? body.map((sent) -> parse(sent.utf8())) : Mono.error(JsonBodies::unsupported);
	}

	/**
	 * As {@link #read}, where a request may come without a body, and then also without a
	 * media type.
	 * @return an object without fields where not a byte was sent
	 */
	public Mono<JsonBody> readOptional(ServerRequest request) {
		boolean untyped = request.headers().header("Content-Type").isEmpty();
		if (!untyped && !isJson(request)) {
			return Mono.error(JsonBodies::unsupported);
		}
		return this.bodies.readOptional(request).map((body) -> {
			if (untyped) {
				throw unsupported();
			}
			return parse(body.utf8());
		}).switchIfEmpty(Mono.fromSupplier(() -> new JsonBody(this.json.createObjectNode())));
	}

	private static Problem unsupported() {
		return Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type",
				"Send the body with Content-Type: application/json.");
	}

	private JsonBody parse(byte[] bytes) {
		try {
			return object(this.json.readTree(bytes));
		}
		catch (StreamConstraintsException ex) {
			throw Problem.of(HttpStatus.BAD_REQUEST, "malformed_json",
					"The body is nested too deeply or holds a value that is too long.");
		}
		catch (JacksonException ex) {
			throw malformed(ex);
		}
	}

	private static JsonBody object(JsonNode node) {
		if (node.isMissingNode() || node.isNull()) {
			throw WholeBody.missing();
		}
		if (!node.isObject()) {
			throw Problem.of(HttpStatus.BAD_REQUEST, "invalid_body", "The body must be a JSON object.");
		}
		return new JsonBody(node);
	}

	/** The position only: the parser's own words may quote the input. */
	private static Problem malformed(JacksonException cause) {
		if (cause.getOriginalMessage().startsWith("Duplicate Object property")) {
			return Problem.of(HttpStatus.BAD_REQUEST, "duplicate_field", "The body names a field twice.");
		}
		String where = (cause.getLocation() != null)
				? " (line " + cause.getLocation().getLineNr() + ", column " + cause.getLocation().getColumnNr() + ")"
				: "";
		return Problem.of(HttpStatus.BAD_REQUEST, "malformed_json", "The body is not well-formed JSON" + where + ".");
	}

	private static boolean isJson(ServerRequest request) {
		try {
			return request.headers()
				.contentType()
				.filter((type) -> type.isCompatibleWith(MediaType.APPLICATION_JSON) && type.isConcrete())
				.isPresent();
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

}
