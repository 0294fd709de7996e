package dev.sluice.simulator.challenge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.sluice.http.Problem;
import dev.sluice.http.Problem.FieldError;
import dev.sluice.http.WholeBody;
import dev.sluice.values.PercentEncoding;
import dev.sluice.values.RawJson;
import dev.sluice.values.ShownName;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Reads the body of a request as a form that a browser sent, as strictly as other bodies
 * are read, and within the limits of whoever is not known yet.
 */
public class FormBodies {

	private final WholeBody bodies;

	/** Reads them from whole bodies. */
	public FormBodies(WholeBody bodies) {
		this.bodies = bodies;
	}

	/**
	 * Reads the whole body.
	 * @param known the fields that there may be
	 * @return the fields that were sent, never empty; a {@link Problem} 415 for another
	 * media type, 400 for what is no form, 408 for a late and 413 for a large one, 422
	 * for a field that is not known
	 */
	public Mono<Map<String, String>> read(ServerRequest request, Set<String> known) {
		return isForm(request)
				? this.bodies.readSmall(request)
					.map((body) -> parse(body, known))
					.onErrorMap(Problem.class,
							(problem) -> problem.code().equals("body_missing") ? noForm("there is none") : problem)
				: Mono.error(Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type",
						"Send the body with Content-Type: application/x-www-form-urlencoded."));
	}

	private static Map<String, String> parse(RawJson body, Set<String> known) {
		Map<String, String> fields = new LinkedHashMap<>();
		for (String field : body.toString().split("&", -1)) {
			int end = field.indexOf('=');
			String name = decode((end < 0) ? field : field.substring(0, end));
			if (!known.contains(name)) {
				throw unknown(ShownName.of(name));
			}
			if (fields.put(name, decode((end < 0) ? "" : field.substring(end + 1))) != null) {
				throw Problem.of(HttpStatus.BAD_REQUEST, "duplicate_field", "The body names a field twice.");
			}
		}
		return fields;
	}

	private static String decode(String text) {
		return PercentEncoding.read(text.replace('+', ' '))
			.orElseThrow(() -> noForm("its percent-encoding cannot be read"));
	}

	private static Problem noForm(String reason) {
		return Problem.of(HttpStatus.BAD_REQUEST, "invalid_body", "The body is not a form: " + reason + ".");
	}

	private static Problem unknown(String name) {
		return Problem.ofFields("unknown_field",
				List.of(new FieldError("/" + name, name + " is not a field of this form.")));
	}

	private static boolean isForm(ServerRequest request) {
		try {
			return request.headers()
				.contentType()
				.filter(MediaType.APPLICATION_FORM_URLENCODED::isCompatibleWith)
				.isPresent();
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

}
