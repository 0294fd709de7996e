package dev.sluice.http.connection;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

import dev.sluice.http.Problem;
import dev.sluice.http.TraceId;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;

/**
 * Stands for a request that was refused before it was whole: a sound request without a
 * body, which keeps its turn among the others of its connection, and whose problem is
 * told by the one error path. The problem travels with the headers, since nothing that
 * was sent can be taken for it there.
 */
public final class Refusal extends DefaultHttpHeaders {

	/** What of an address can be repeated in a problem and in a log. */
	private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~!$&'()*+,;=:@/%-]{0,200}");

	private static final List<String> KEPT = List.of("traceparent", TraceId.HEADER, "Origin", "Sec-Fetch-Site");

	private static final String NOWHERE = "/";

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	/** Where one that has its headers already carries the problem. */
	private static final String MARK = "sluice-refusal";

	private final Problem problem;

	private Refusal(Problem problem) {
		this.problem = problem;
	}

	/**
	 * The request that stands for a refused one, of which there may be nothing that could
	 * be read, which the decoder says by a whole request of its own.
	 */
	static HttpRequest of(@Nullable HttpRequest refused, Problem problem) {
		return (refused == null || refused instanceof FullHttpRequest)
				? new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, NOWHERE, headers(problem))
				: ofReadable(refused, problem);
	}

	private static Refusal headers(Problem problem) {
		Refusal headers = new Refusal(problem.withHeader("Connection", "close"));
		var _ = headers.set(HttpHeaderNames.HOST, "localhost");
		return headers;
	}

	private static HttpRequest ofReadable(HttpRequest refused, Problem problem) {
		Refusal headers = headers(problem);
		for (String name : KEPT) {
			String value = refused.headers().get(name);
			if (value != null) {
				var _ = headers.set(name, value);
			}
		}
		HttpMethod method = HttpMethod.HEAD.equals(refused.method()) ? HttpMethod.HEAD : HttpMethod.GET;
		return new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, path(refused.uri()), headers);
	}

	/**
	 * Makes a request itself stand for one that was refused, where no other can take its
	 * place. What was sent is text and never a mark.
	 */
	public static void mark(HttpRequest request, Problem problem) {
		HttpRequest refusal = ofReadable(request, problem);
		var _ = request.setMethod(refusal.method()).setUri(refusal.uri());
		var _ = request.headers().clear().setAll(refusal.headers()).set(MARK, new Mark(problem));
	}

	/** The problem of a request that was refused, null for every other. */
	static @Nullable Problem problem(ServerHttpRequest request) {
		HttpServerRequest received = ServerHttpRequestDecorator.getNativeRequest(request);
		if (received.requestHeaders() instanceof Refusal refusal) {
			return refusal.problem;
		}
		Iterator<? extends CharSequence> marks = received.requestHeaders().valueCharSequenceIterator(MARK);
		return (marks.hasNext() && marks.next() instanceof Mark mark) ? mark.problem() : null;
	}

	/** The rest of a body has not come in time. */
	public static Problem lateBody() {
		return Problem.of(HttpStatus.REQUEST_TIMEOUT, "body_timeout", "The body did not arrive in time.");
	}

	/** There is no room for what is only half there. */
	public static Problem overloaded() {
		return Problem
			.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded",
					"Too many requests are arriving at the gateway that are not complete; try again.")
			.withRetryAfter(RETRY_AFTER);
	}

	private static String path(String target) {
		int query = target.indexOf('?');
		String path = (query >= 0) ? target.substring(0, query) : target;
		return (PATH.matcher(path).matches() && isDecodable(path)) ? path : NOWHERE;
	}

	private static boolean isDecodable(String path) {
		try {
			return RequestTarget.read(path).path().equals(path);
		}
		catch (Problem ex) {
			return false;
		}
	}

	/** A problem in the place of a header's value. */
	private record Mark(Problem problem) implements CharSequence {

		@Override
		public int length() {
			return this.problem.code().length();
		}

		@Override
		public char charAt(int index) {
			return this.problem.code().charAt(index);
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return this.problem.code().subSequence(start, end);
		}

		@Override
		public String toString() {
			return this.problem.code();
		}

	}

}
