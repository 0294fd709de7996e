package dev.sluice.destinations.ways;

import reactor.core.publisher.Mono;

/** A way by which events are brought to a destination. */
public interface Way {

	/**
	 * Sends something, once.
	 * @return what came of it: always one, never an error, in a bounded time; a cancel
	 * ends the waiting and perhaps the sending
	 */
	Mono<Answer> send(Parcel parcel);

}
