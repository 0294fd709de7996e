package dev.sluice.http;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.sluice.values.CardNumbers;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Writes a {@link Problem} as {@code application/problem+json}, on every path alike. */
@Component
public class ProblemWriter {

	private static final String ATTRIBUTE = Problem.class.getName();

	private final JsonMapper json;

	ProblemWriter(JsonMapper json) {
		this.json = json;
	}

	/** The problem that an exchange was answered with; null where it was with none. */
	public static @Nullable Problem writtenTo(ServerWebExchange exchange) {
		return (Problem) exchange.getAttributes().get(ATTRIBUTE);
	}

	/**
	 * Answers the exchange with the problem.
	 * @return empty when it is written; an error when the response is already under way
	 */
	public Mono<Void> write(ServerWebExchange exchange, Problem problem) {
		ServerHttpResponse response = exchange.getResponse();
		if (!response.setStatusCode(problem.status())) {
			return Mono.error(problem);
		}
		exchange.getAttributes().put(ATTRIBUTE, problem);
		HttpHeaders headers = response.getHeaders();
		headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		headers.setCacheControl("no-store");
		problem.headers().forEach(headers::set);
		byte[] body = this.json.writeValueAsBytes(body(exchange, problem));
		headers.setContentLength(body.length);
		return response.writeWith(Mono.<DataBuffer>fromSupplier(() -> response.bufferFactory().wrap(body)));
	}

	private Map<String, Object> body(ServerWebExchange exchange, Problem problem) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("type", "urn:sluice:problem:" + problem.code());
		body.put("title", problem.status().getReasonPhrase());
		body.put("status", problem.status().value());
		body.put("detail", problem.detail());
		body.put("instance", CardNumbers.mask(exchange.getRequest().getPath().value()));
		body.put("code", problem.code());
		body.put("trace_id", TraceId.of(exchange));
		if (!problem.errors().isEmpty()) {
			body.put("errors", problem.errors());
		}
		body.putAll(problem.extensions());
		return body;
	}

}
