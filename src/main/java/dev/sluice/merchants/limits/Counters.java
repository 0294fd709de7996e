package dev.sluice.merchants.limits;

import reactor.core.publisher.Mono;

/** Where it is counted what was asked for. */
interface Counters {

	/**
	 * Counts one request.
	 * @param subject whose it is: unlike any other that is counted for this quota
	 * @return never empty, and never an error
	 */
	Mono<Verdict> take(Quota quota, Object subject);

}
