package dev.sluice.payments;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.stereotype.Component;

/**
 * Lets the changes of one payment that meet in this instance go one after the other, so
 * that they do not have to be decided again. It is a courtesy, not a lock: what keeps a
 * payment right, also between instances, is its version.
 */
@Component
class Lane {

	private final Map<PaymentId, Sinks.Empty<Void>> last = new ConcurrentHashMap<>();

	/**
	 * Does the work once the work before it on the same payment has ended, however it
	 * ended.
	 */
	<T> Mono<T> follow(PaymentId payment, Mono<T> work) {
		return Mono.defer(() -> {
			Sinks.Empty<Void> done = Sinks.empty();
			Sinks.Empty<Void> before = this.last.put(payment, done);
			Mono<Void> turn = (before != null) ? before.asMono() : Mono.empty();
			return turn.then(work).doFinally((signal) -> {
				boolean _ = this.last.remove(payment, done);
				done.tryEmitEmpty().orThrow();
			});
		});
	}

}
