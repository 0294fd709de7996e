package dev.sluice.bench.contest;

import java.util.Locale;

import dev.sluice.bench.run.Figures;
import org.HdrHistogram.Histogram;

/**
 * What was seen of one slice.
 *
 * @param rate operations per second
 * @param server CPU in microseconds per operation; not a number where there is none
 * @param postgres likewise
 * @param called likewise, of whom the server calls
 * @param generator its share in all CPU that was used
 * @param note what else is to be said
 */
public record Measured(double rate, double server, double postgres, double called, double generator,
		Histogram latencies, long errors, String note) {

	/** Beside PostgreSQL's CPU, where somebody is called. */
	private String calledLine() {
		return Double.isNaN(this.called) ? "" : ", who is called " + Figures.number(this.called);
	}

	/** In milliseconds. */
	public String percentile(double percentile) {
		return percentile(this.latencies, percentile);
	}

	/** Of any latencies, in milliseconds. */
	public static String percentile(Histogram latencies, double percentile) {
		return (latencies.getTotalCount() == 0) ? "–"
				: Figures.number(latencies.getValueAtPercentile(percentile) / 1e6);
	}

	/** All of it on a line. */
	public String line() {
		return String.format(Locale.ROOT,
				"%8s/s  CPU-µs: server %6s, PostgreSQL %6s%s; generator %4.1f %%; p50 %s ms, p99 %s ms; %d errors%s",
				Figures.number(this.rate), Figures.number(this.server), Figures.number(this.postgres), calledLine(),
				100 * this.generator, percentile(50), percentile(99), this.errors, this.note);
	}

}
