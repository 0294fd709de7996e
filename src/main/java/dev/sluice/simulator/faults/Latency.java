package dev.sluice.simulator.faults;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * How long answers take, in milliseconds: a log-logistic distribution, which has a long
 * tail and its median and 99th percentile where they are asked for.
 */
public record Latency(long minMs, long medianMs, long p99Ms) {

	/** At once. */
	public static final Latency NONE = new Latency(0, 0, 0);

	private static final long LONGEST_MS = 60_000;

	private static final double LAST_QUANTILE = 0.999;

	public Latency {
		Assert.isTrue(minMs >= 0 && minMs <= medianMs && medianMs <= p99Ms && p99Ms <= LONGEST_MS,
				"latency must be 0 <= min_ms <= median_ms <= p99_ms <= 60000");
	}

	/**
	 * The latency at a quantile.
	 * @param quantile from 0 to 1; the last thousandth is cut off
	 */
	public Duration at(double quantile) {
		if (this.minMs == this.p99Ms) {
			return Duration.ofMillis(this.minMs);
		}
		double scale = Math.max(1, this.medianMs - this.minMs);
		double exponent = Math.log(Math.max(1, (this.p99Ms - this.minMs) / scale)) / Math.log(99);
		double bounded = Math.min(quantile, LAST_QUANTILE);
		return Duration.ofMillis(this.minMs + Math.round(scale * Math.pow(bounded / (1 - bounded), exponent)));
	}

}
