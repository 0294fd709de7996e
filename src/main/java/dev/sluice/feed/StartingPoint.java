package dev.sluice.feed;

import java.util.Optional;

import dev.sluice.http.QueryParameters;

import org.springframework.web.reactive.function.server.ServerRequest;

/** After which position a reader wants to go on, as the request says it. */
final class StartingPoint {

	private static final String AFTER = "after";

	private static final String HEADER = "Last-Event-ID";

	/**
	 * What readers send that cannot set the header: some stand-ins for
	 * {@code EventSource}.
	 */
	private static final String ALIAS = "lastEventId";

	private StartingPoint() {
	}

	/** Of a page, or of all up to now, which nobody takes up again. */
	static Optional<Long> read(QueryParameters parameters) {
		parameters.refuse(ALIAS, "is a parameter of event streams alone");
		return after(parameters);
	}

	private static Optional<Long> after(QueryParameters parameters) {
		long after = parameters.integer(AFTER, -1, 0, Long.MAX_VALUE);
		return (after < 0) ? Optional.empty() : Optional.of(after);
	}

	/**
	 * Of a stream. What a client that connects again has seen last wins over the address
	 * that it was given first; the header wins over its stand-in. What is not a position
	 * is one that the journal does not have.
	 */
	static Optional<Long> read(ServerRequest request, QueryParameters parameters) {
		Optional<Long> after = after(parameters);
		Optional<String> alias = parameters.read(ALIAS, "must be a position", Optional::of);
		return Optional.ofNullable(request.headers().firstHeader(HEADER))
			.filter((seen) -> !seen.isEmpty())
			.or(() -> alias.filter((seen) -> !seen.isEmpty()))
			.map((seen) -> seen.matches("\\d{1,18}") ? Long.parseLong(seen) : Long.MAX_VALUE)
			.or(() -> after);
	}

}
