package dev.sluice.http;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Who may ask a route: said where the route is made, and held to at each request. A route
 * that says nothing fails the build.
 */
public interface Access {

	/** Everybody, without a key. */
	static Access everybody() {
		return new Unchecked("everybody");
	}

	/** Whoever was let in, by any key or session. */
	static Access whoeverIsKnown() {
		return new Unchecked("whoever is known");
	}

	/** Whoever has a secret that the route or those around it look at themselves. */
	static Access checkedBy(String secret) {
		return new Unchecked("whoever has " + secret);
	}

	/** Who that is, in a word or a few, such as {@code payments:read}. */
	String label();

	/** What is answered to one who may not ask; null where he may. */
	@Nullable Problem refusal(ServerRequest request);

	/** The handler, for those alone who may ask. */
	default HandlerFunction<ServerResponse> opens(HandlerFunction<ServerResponse> handler) {
		return new Guarded(this, handler);
	}

	/**
	 * A rule that is kept elsewhere.
	 *
	 * @param label who may ask
	 */
	record Unchecked(String label) implements Access {

		@Override
		public @Nullable Problem refusal(ServerRequest request) {
			return null;
		}

	}

	/**
	 * What answers at a route, and who may ask it.
	 *
	 * @param access asked first
	 * @param handler answers those who may ask
	 */
	record Guarded(Access access, HandlerFunction<ServerResponse> handler) implements HandlerFunction<ServerResponse> {

		@Override
		public Mono<ServerResponse> handle(ServerRequest request) {
			Problem refusal = this.access.refusal(request);
			return (refusal == null) ? this.handler.handle(request) : Mono.error(refusal);
		}

	}

}
