package dev.sluice.http;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.web.server.ServerWebExchange;

/**
 * The id that ties a request's answer to its log lines: the caller's, from the W3C
 * {@code traceparent} header, or a new one.
 */
public final class TraceId {

	private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

	private static final String ATTRIBUTE = TraceId.class.getName();

	private TraceId() {
	}

	/** The trace id of an exchange, 32 hexadecimal digits, always the same for it. */
	public static String of(ServerWebExchange exchange) {
		return (String) exchange.getAttributes().computeIfAbsent(ATTRIBUTE, (key) -> find(exchange));
	}

	private static String find(ServerWebExchange exchange) {
		String header = exchange.getRequest().getHeaders().getFirst("traceparent");
		Matcher matcher = TRACEPARENT.matcher((header != null) ? header : "");
		return matcher.matches() ? matcher.group(1) : UUID.randomUUID().toString().replace("-", "");
	}

}
