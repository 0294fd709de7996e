package dev.sluice.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.values.CardNumbers;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * The id that ties a request's answer to its log lines: the caller's, from its
 * {@code Request-Id} or the W3C {@code traceparent} header, or a new one. It goes with
 * the signals of a request, and to the log only where a line is written.
 *
 * @param request what the answer is marked with: 1 to 64 of A to Z, a to z, 0 to 9, _ and
 * -, of which a new one has 32 hexadecimal digits; it tells requests apart, and is no
 * secret
 * @param trace the caller's W3C trace; the request's id where there is none
 */
public record TraceId(String request, String trace) {

	/** What it is called where a caller sends it, and on every answer. */
	public static final String HEADER = "Request-Id";

	/** What a line of the log calls the two, as the Elastic Common Schema does. */
	private static final String REQUEST = "http.request.id";

	private static final String TRACE = "trace.id";

	private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

	private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	private static final String ATTRIBUTE = TraceId.class.getName();

	/** The id of an exchange, always the same for it. */
	public static String of(ServerWebExchange exchange) {
		return in(exchange).request;
	}

	/** Both ids of an exchange, always the same for it. */
	public static TraceId in(ServerWebExchange exchange) {
		return (TraceId) exchange.getAttributes().computeIfAbsent(ATTRIBUTE, (key) -> find(exchange));
	}

	/** Lets it go with the signals of its request. */
	public Context into(Context context) {
		return context.put(ATTRIBUTE, this);
	}

	/** Lets the id of some signals go with others that outlive them, and nothing else. */
	public static Function<Context, Context> carriedFrom(ContextView signals) {
		TraceId id = signals.getOrDefault(ATTRIBUTE, null);
		return (id != null) ? id::into : Function.identity();
	}

	/**
	 * Writes lines of the request that signals belong to; just writes them where they
	 * belong to none. To be called only where there is something to write.
	 */
	public static void log(ContextView signals, Runnable lines) {
		TraceId id = signals.getOrDefault(ATTRIBUTE, null);
		if (id != null) {
			id.log(lines);
		}
		else {
			lines.run();
		}
	}

	/** Writes lines of this request. */
	public void log(Runnable lines) {
		try (MDC.MDCCloseable _ = MDC.putCloseable(REQUEST, this.request);
				MDC.MDCCloseable _ = MDC.putCloseable(TRACE, this.trace)) {
			lines.run();
		}
	}

	private static TraceId find(ServerWebExchange exchange) {
		HttpHeaders headers = exchange.getRequest().getHeaders();
		String trace = trace(headers.getFirst("traceparent"));
		String id = headers.getFirst(HEADER);
		if (id != null && REQUEST_ID.matcher(id).matches() && !CardNumbers.isIn(id)) {
			return new TraceId(id, (trace != null) ? trace : id);
		}
		String request = (trace != null) ? trace : random();
		return new TraceId(request, request);
	}

	private static @Nullable String trace(@Nullable String parent) {
		if (parent == null) {
			return null;
		}
		Matcher matcher = TRACEPARENT.matcher(parent);
		return matcher.matches() ? matcher.group(1) : null;
	}

	private static String random() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		HexFormat hex = HexFormat.of();
		return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
	}

}
