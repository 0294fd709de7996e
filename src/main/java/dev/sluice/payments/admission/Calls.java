package dev.sluice.payments.admission;

import reactor.core.publisher.Mono;

/** Calls to processors, each of which takes a place there. */
public interface Calls {

	/**
	 * Makes a call once there is a place for it. The place is free again before anybody
	 * hears what was answered, and when the call failed or is cancelled.
	 * @return what the call brings; {@link NoPlace} where there was no place in time, so
	 * that it was not made
	 */
	<T> Mono<T> call(String processor, Mono<T> call);

}
