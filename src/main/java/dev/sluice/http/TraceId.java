package dev.sluice.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.regex.Pattern;

import dev.sluice.values.CardNumbers;
import dev.sluice.values.TraceParent;
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
 * @param trace the W3C trace, which is the caller's where there is one; the request's id
 * where there is none
 * @param span where in a trace that is recorded the signals are; null where none is
 */
public record TraceId(String request, String trace, @Nullable TraceParent span) {

	/** What it is called where a caller sends it, and on every answer. */
	public static final String HEADER = "Request-Id";

	/** What a line of the log calls them, as the Elastic Common Schema does. */
	private static final String REQUEST = "http.request.id";

	private static final String TRACE = "trace.id";

	private static final String SPAN = "span.id";

	private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	private static final String ATTRIBUTE = TraceId.class.getName();

	/** The id of an exchange, always the same for it. */
	public static String of(ServerWebExchange exchange) {
		return in(exchange).request;
	}

	/** All ids of an exchange, always the same for it. */
	public static TraceId in(ServerWebExchange exchange) {
		return (TraceId) exchange.getAttributes()
			.computeIfAbsent(ATTRIBUTE, (key) -> find(exchange, trace(caller(exchange)), null));
	}

	/**
	 * Where in a trace the caller of an exchange says that he is; null for nowhere, and
	 * where it could be the number of a card.
	 */
	public static @Nullable TraceParent caller(ServerWebExchange exchange) {
		TraceParent caller = TraceParent.read(exchange.getRequest().getHeaders().getFirst(TraceParent.HEADER));
		return (caller != null && !CardNumbers.isIn(caller.trace()) && !CardNumbers.isIn(caller.span())) ? caller
				: null;
	}

	/**
	 * Makes a span that of an exchange. To be called before anybody asks for its id.
	 * @param span the place of the span, which may not be recorded
	 */
	public static void begin(ServerWebExchange exchange, TraceParent span) {
		exchange.getAttributes().put(ATTRIBUTE, find(exchange, span.trace(), span.sampled() ? span : null));
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

	/** Where in a trace that is recorded signals are; null where none is. */
	public static @Nullable TraceParent span(ContextView signals) {
		TraceId id = signals.getOrDefault(ATTRIBUTE, null);
		return (id != null) ? id.span : null;
	}

	/** Lets signals go on in a span that is recorded, whatever request they are of. */
	public static Context within(Context signals, TraceParent span) {
		TraceId id = signals.getOrDefault(ATTRIBUTE, null);
		return new TraceId((id != null) ? id.request : span.trace(), span.trace(), span).into(signals);
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
				MDC.MDCCloseable _ = MDC.putCloseable(TRACE, this.trace);
				MDC.MDCCloseable _ = (this.span != null) ? MDC.putCloseable(SPAN, this.span.span()) : null) {
			lines.run();
		}
	}

	private static TraceId find(ServerWebExchange exchange, @Nullable String trace, @Nullable TraceParent span) {
		HttpHeaders headers = exchange.getRequest().getHeaders();
		String id = headers.getFirst(HEADER);
		if (id != null && REQUEST_ID.matcher(id).matches() && !CardNumbers.isIn(id)) {
			return new TraceId(id, (trace != null) ? trace : id, span);
		}
		String request = (trace != null) ? trace : random();
		return new TraceId(request, request, span);
	}

	private static @Nullable String trace(@Nullable TraceParent caller) {
		return (caller != null) ? caller.trace() : null;
	}

	private static String random() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		HexFormat hex = HexFormat.of();
		return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
	}

}
