package dev.sluice.destinations.ways;

import reactor.core.publisher.Mono;

/** Somebody to whom many a parcel is sent, by any threads. */
public interface Recipient {

	/**
	 * Sends something, once.
	 * @return what came of it: always one, never an error, in a bounded time; a cancel
	 * ends the waiting and perhaps the sending
	 */
	Mono<Answer> send(Parcel parcel);

}
