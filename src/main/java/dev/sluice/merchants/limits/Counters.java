package dev.sluice.merchants.limits;

import reactor.core.publisher.Mono;

/** Where it is counted what was asked for. */
interface Counters {

	/** Whether nobody else is asked just now, and so what is counted is known at once. */
	boolean areOwn();

	/** As {@link #take}, of what this instance alone is asked for. */
	Verdict takeHere(Counted counted);

	/**
	 * Counts one request.
	 * @return never empty, and never an error
	 */
	Mono<Verdict> take(Counted counted);

}
