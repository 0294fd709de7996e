package dev.sluice.merchants.attempts;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.sluice.http.Problem;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Of those who show the same secret at the same time one goes first, and the others wait
 * for what becomes of that one. It holds no more than there are requests.
 */
final class Vanguard {

	private final ConcurrentMap<ByteBuffer, Sinks.Empty<Void>> ahead = new ConcurrentHashMap<>();

	/**
	 * Goes first, or waits.
	 * @param secret its hash
	 * @param first what is done where nobody is ahead with the same one
	 * @param next what is done once whoever was ahead has an answer, or left
	 * @return as one of these; an error where it was our side's for whoever was ahead
	 */
	<T> Mono<T> follow(ByteBuffer secret, Mono<T> first, Mono<T> next) {
		return Mono.defer(() -> {
			Sinks.Empty<Void> mine = Sinks.empty();
			Sinks.Empty<Void> others = this.ahead.putIfAbsent(secret, mine);
			return (others != null) ? others.asMono().then(next) : lead(secret, mine, first);
		});
	}

	private <T> Mono<T> lead(ByteBuffer secret, Sinks.Empty<Void> mine, Mono<T> first) {
		return first.doOnError(Vanguard::isOurs, (error) -> {
			var _ = mine.tryEmitError(error);
		}).doFinally((signal) -> {
			var _ = this.ahead.remove(secret, mine);
			var _ = mine.tryEmitEmpty();
		});
	}

	private static boolean isOurs(Throwable error) {
		return !(error instanceof Problem problem && problem.status().is4xxClientError());
	}

}
