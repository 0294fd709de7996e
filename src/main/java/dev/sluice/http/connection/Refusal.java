package dev.sluice.http.connection;

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

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;

/**
 * Stands for a request that was refused before it was whole: a sound request without a
 * body, which keeps its turn among the others of its connection, and whose problem is
 * told by the one error path. The problem travels with the headers, since nothing that
 * was sent can be taken for it there.
 */
final class Refusal extends DefaultHttpHeaders {

	/** What of an address can be repeated in a problem and in a log. */
	private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~!$&'()*+,;=:@/%-]{0,200}");

	private static final List<String> KEPT = List.of("traceparent", TraceId.HEADER, "Origin", "Sec-Fetch-Site");

	private static final String NOWHERE = "/";

	private final Problem problem;

	private Refusal(Problem problem) {
		this.problem = problem;
	}

	/**
	 * The request that stands for a refused one, of which there may be nothing that could
	 * be read, which the decoder says by a whole request of its own.
	 */
	static HttpRequest of(@Nullable HttpRequest refused, Problem problem) {
		Refusal headers = new Refusal(problem.withHeader("Connection", "close"));
		var _ = headers.set(HttpHeaderNames.HOST, "localhost");
		if (refused == null || refused instanceof FullHttpRequest) {
			return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, NOWHERE, headers);
		}
		for (String name : KEPT) {
			String value = refused.headers().get(name);
			if (value != null) {
				var _ = headers.set(name, value);
			}
		}
		HttpMethod method = HttpMethod.HEAD.equals(refused.method()) ? HttpMethod.HEAD : HttpMethod.GET;
		return new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, path(refused.uri()), headers);
	}

	/** The problem of a request that was refused, null for every other. */
	static @Nullable Problem problem(ServerHttpRequest request) {
		HttpServerRequest received = ServerHttpRequestDecorator.getNativeRequest(request);
		return (received.requestHeaders() instanceof Refusal refusal) ? refusal.problem : null;
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

}
