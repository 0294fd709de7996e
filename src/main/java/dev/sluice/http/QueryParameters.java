package dev.sluice.http;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import dev.sluice.http.Problem.FieldError;
import dev.sluice.values.Rfc3339;

import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The query parameters of a request, read strictly: unreadable ones are refused. Unknown
 * and repeated ones were refused before ({@link KnownParameters}).
 */
public final class QueryParameters {

	private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,19}");

	private final MultiValueMap<String, String> values;

	private QueryParameters(MultiValueMap<String, String> values) {
		this.values = values;
	}

	/** Takes the parameters of a request, which are those that its route knows. */
	public static QueryParameters of(ServerRequest request) {
		return new QueryParameters(request.queryParams());
	}

	/**
	 * Sees to it that a parameter is absent which only another representation of the
	 * address has.
	 * @throws Problem 422 where it is there
	 */
	public void refuse(String name, String reason) {
		if (this.values.containsKey(name)) {
			throw invalid(name, reason);
		}
	}

	/** A whole number within bounds, or the default. */
	public long integer(String name, long defaultValue, long min, long max) {
		return read(name, "must be a whole number from " + min + " to " + max,
				(text) -> parse(text).filter((number) -> number >= min && number <= max))
			.orElse(defaultValue);
	}

	/** A value that a table or a parser knows; empty where the parameter is absent. */
	public <T> Optional<T> read(String name, String expectation, Function<String, Optional<T>> parser) {
		if (!this.values.containsKey(name)) {
			return Optional.empty();
		}
		String text = this.values.getFirst(name);
		Optional<T> value = parser.apply((text != null) ? text : "");
		if (value.isEmpty()) {
			throw invalid(name, expectation);
		}
		return value;
	}

	/** An instant (RFC 3339); empty where the parameter is absent. */
	public Optional<Instant> instant(String name) {
		return read(name, "must be a time such as 2026-03-02T09:30:00Z (RFC 3339)", Rfc3339::read);
	}

	/**
	 * Values that stand in one parameter, separated by commas and as many blanks as one
	 * likes, each once; empty where the parameter is absent.
	 */
	public <T> List<T> list(String name, String expectation, Function<String, Optional<T>> parser) {
		return read(name, expectation, (text) -> parseAll(text, parser)).orElse(List.of());
	}

	private static <T> Optional<List<T>> parseAll(String text, Function<String, Optional<T>> parser) {
		List<Optional<T>> found = Arrays.stream(text.split(",", -1)).map(String::strip).map(parser).distinct().toList();
		return found.stream().allMatch(Optional::isPresent)
				? Optional.of(found.stream().map(Optional::orElseThrow).toList()) : Optional.empty();
	}

	/** Java alone would read a plus sign and the digits of every script. */
	private static Optional<Long> parse(String text) {
		try {
			return WHOLE_NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
		}
		catch (NumberFormatException ex) {
			return Optional.empty();
		}
	}

	/**
	 * The refusal of a parameter (422).
	 * @param expectation what it must be, without the value that it is
	 */
	public static Problem invalid(String name, String expectation) {
		return Problem.ofFields("invalid_parameter",
				List.of(new FieldError(name, "Query parameter '" + name + "' " + expectation + ".")));
	}

}
