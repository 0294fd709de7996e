package dev.sluice.merchants.limits;

import reactor.core.publisher.Mono;

/** Where it is counted what was asked for. */
interface Counters {

	/**
	 * Counts one request.
	 * @return never empty, and never an error
	 */
	Mono<Verdict> take(Counted counted);

}
