package dev.sluice.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.values.CardNumbers;

import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * The id that ties a request's answer to its log lines: the caller's, from its
 * {@code Request-Id} or the W3C {@code traceparent} header, or a new one.
 */
public final class TraceId {

	/** What it is called where a caller sends it, and on every answer. */
	public static final String HEADER = "Request-Id";

	private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

	private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	private static final String ATTRIBUTE = TraceId.class.getName();

	private TraceId() {
	}

	/**
	 * The trace id of an exchange, always the same for it: 1 to 64 of A to Z, a to z, 0
	 * to 9, _ and -, of which a new one has 32 hexadecimal digits. It tells requests
	 * apart, and is no secret.
	 */
	public static String of(ServerWebExchange exchange) {
		return (String) exchange.getAttributes().computeIfAbsent(ATTRIBUTE, (key) -> find(exchange));
	}

	private static String find(ServerWebExchange exchange) {
		HttpHeaders headers = exchange.getRequest().getHeaders();
		String id = headers.getFirst(HEADER);
		if (id != null && REQUEST_ID.matcher(id).matches() && !CardNumbers.isIn(id)) {
			return id;
		}
		String parent = headers.getFirst("traceparent");
		Matcher matcher = TRACEPARENT.matcher((parent != null) ? parent : "");
		return matcher.matches() ? matcher.group(1) : random();
	}

	private static String random() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		HexFormat hex = HexFormat.of();
		return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
	}

}
