package dev.sluice.http.passage;

import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.server.ServerResponse;

/** An answer of which each byte is there already, so that nobody has to make them. */
public final class WholeAnswer {

	private WholeAnswer() {
	}

	/**
	 * The answer with a body, which is shared from here on as it is.
	 * @return never empty
	 */
	public static Mono<ServerResponse> of(ServerResponse.BodyBuilder response, byte[] body) {
		return response.contentLength(body.length)
			.body((message, context) -> message.writeWith(Mono.just(message.bufferFactory().wrap(body))));
	}

}
