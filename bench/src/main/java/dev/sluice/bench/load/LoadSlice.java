package dev.sluice.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What a slice of a load came to.
 *
 * @param count the requests that were answered as they should
 * @param errors all others
 * @param seconds between the first and the last look at the counters
 */
public record LoadSlice(long count, long errors, double seconds, Histogram latencies, String firstError) {
}
