package dev.sluice.http.server;

import dev.sluice.values.CardNumbers;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Addresses as they stand in the log: without numbers of cards, and without what routes
 * call {@code {secret}}, nor what is asked for there.
 */
@Component
class LoggedAddresses {

	private static final String SECRET = "{secret}";

	private final RouteTable table;

	LoggedAddresses(RouteTable table) {
		this.table = table;
	}

	/** The method and the path of a request. */
	String of(ServerHttpRequest request) {
		return mask(request, request.getMethod() + " " + request.getPath().value());
	}

	/** A text that may have the address of a request in it. */
	String mask(ServerHttpRequest request, String text) {
		return CardNumbers.mask(this.table.routes()
			.stream()
			.filter((route) -> route.path().getPatternString().contains(SECRET))
			.filter((route) -> route.path().matches(request.getPath().pathWithinApplication()))
			.findFirst()
			.map((route) -> without(request, route.path().getPatternString(), text))
			.orElse(text));
	}

	private static String without(ServerHttpRequest request, String pattern, String text) {
		String query = request.getURI().getRawQuery();
		String shorter = (query != null) ? text.replace("?" + query, "?…") : text;
		return shorter.replace(request.getPath().pathWithinApplication().value(), pattern);
	}

}
