package dev.sluice.merchants.limits;

import io.github.bucket4j.ConsumptionProbe;

/**
 * What became of a request at one limit.
 *
 * @param quota the limit
 * @param isWithin whether it is within
 * @param left how many more would be
 * @param nanosToAll after which the whole quota is there again
 * @param nanosToNext after which another try may be within, where this one was not
 */
record Verdict(Quota quota, boolean isWithin, long left, long nanosToAll, long nanosToNext) {

	private static final long SECOND = 1_000_000_000L;

	static Verdict of(Quota quota, ConsumptionProbe probe) {
		return new Verdict(quota, probe.isConsumed(), probe.getRemainingTokens(), probe.getNanosToWaitForReset(),
				probe.getNanosToWaitForRefill());
	}

	/** The one that refuses the caller, now or sooner. */
	Verdict tighter(Verdict other) {
		return (!other.isWithin || other.left < this.left) ? other : this;
	}

	/** As an item of {@code RateLimit}. */
	String rateLimit() {
		return "\"" + this.quota.name() + "\";r=" + this.left + ";t=" + seconds(this.nanosToAll);
	}

	/** Not too early. */
	long secondsToNext() {
		return Math.max(1, seconds(this.nanosToNext));
	}

	private static long seconds(long nanos) {
		return (nanos + SECOND - 1) / SECOND;
	}

}
