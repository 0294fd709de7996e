package dev.sluice.bench.relay;

import dev.sluice.bench.contest.Done;

/**
 * A moment, and the CPU in microseconds that was used until then.
 *
 * @param postgres not a number for who has none
 */
record Look(long nanos, double server, double postgres, double broker) {

	/** What was done in between. */
	Done since(Look before, double count, String note) {
		return new Done(count / ((this.nanos - before.nanos) / 1e9), (this.server - before.server) / count,
				(this.postgres - before.postgres) / count, (this.broker - before.broker) / count, note);
	}

}
