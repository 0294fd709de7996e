package dev.sluice.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.http.HttpStatus;

/**
 * A request that cannot be served, as RFC 9457 tells it to the caller. Thrown or
 * signalled anywhere below a route; the answer is written in one place, by the server.
 */
public final class Problem extends RuntimeException {

	private final HttpStatus status;

	private final String code;

	private final String detail;

	private final List<FieldError> errors;

	private final Map<String, String> headers;

	private final Map<String, Object> extensions;

	private Problem(HttpStatus status, String code, String detail, List<FieldError> errors, Map<String, String> headers,
			Map<String, Object> extensions) {
		super(code + ": " + detail, null, false, false);
		this.status = status;
		this.code = code;
		this.detail = detail;
		this.errors = errors;
		this.headers = headers;
		this.extensions = extensions;
	}

	/**
	 * A problem without fields at fault.
	 * @param code stable, snake_case, for programs
	 * @param detail one sentence for people that says what to do; never holds input that
	 * may be secret
	 */
	public static Problem of(HttpStatus status, String code, String detail) {
		return new Problem(status, code, detail, List.of(), Map.of(), Map.of());
	}

	/** A problem of one or more fields of the request (422). */
	public static Problem ofFields(String code, List<FieldError> errors) {
		return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, code, errors.getFirst().detail(), errors, Map.of(),
				Map.of());
	}

	/** The same problem with a header on its answer. */
	public Problem withHeader(String name, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.headers);
		more.put(name, value);
		return new Problem(this.status, this.code, this.detail, this.errors, more, this.extensions);
	}

	/**
	 * The same problem with a member of its own beside the standard ones (RFC 9457 §3.2).
	 */
	public Problem with(String name, Object value) {
		Map<String, Object> more = new LinkedHashMap<>(this.extensions);
		more.put(name, value);
		return new Problem(this.status, this.code, this.detail, this.errors, this.headers, more);
	}

	/** The same problem with the time after which a retry is worth it. */
	public Problem withRetryAfter(Duration delay) {
		return withHeader("Retry-After", Long.toString(Math.max(1, delay.toSeconds())));
	}

	public HttpStatus status() {
		return this.status;
	}

	public String code() {
		return this.code;
	}

	public String detail() {
		return this.detail;
	}

	public List<FieldError> errors() {
		return this.errors;
	}

	Map<String, Object> extensions() {
		return this.extensions;
	}

	/** What its answer says beside its body. */
	public Map<String, String> headers() {
		return this.headers;
	}

	/**
	 * One field at fault.
	 *
	 * @param pointer a JSON pointer into the body, such as {@code /amount}, or the name
	 * of a query parameter
	 * @param detail one sentence for people
	 */
	public record FieldError(String pointer, String detail) {
	}

}
