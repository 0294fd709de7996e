package dev.sluice.bench.contest;

import java.util.concurrent.TimeUnit;

import dev.sluice.bench.run.Figures;
import org.HdrHistogram.Histogram;

/** What a contender has reached in all slices that count. */
public final class Score {

	private final Figures rate = new Figures();

	private final Figures server = new Figures();

	private final Figures postgres = new Figures();

	private final Figures called = new Figures();

	private final Figures generator = new Figures();

	private final Histogram latencies = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);

	private long errors;

	private long before;

	void add(Measured measured) {
		this.rate.add(measured.rate());
		this.server.add(measured.server());
		this.postgres.add(measured.postgres());
		this.called.add(measured.called());
		this.generator.add(measured.generator());
		this.latencies.add(measured.latencies());
		this.errors += measured.errors();
	}

	void warmUp(Measured measured) {
		this.before += measured.latencies().getTotalCount();
	}

	/** Operations per second. */
	public Figures rate() {
		return this.rate;
	}

	/** The server's CPU-µs per operation. */
	public Figures server() {
		return this.server;
	}

	/** PostgreSQL's CPU-µs per operation. */
	public Figures postgres() {
		return this.postgres;
	}

	/**
	 * The CPU-µs per operation of whom the server calls; not numbers where that is
	 * nobody.
	 */
	public Figures called() {
		return this.called;
	}

	/** How many operations it had done before the first that counts. */
	public long before() {
		return this.before;
	}

	/** In milliseconds. */
	public String percentile(double percentile) {
		return Measured.percentile(this.latencies, percentile);
	}

	/** The cells of a row. */
	public String[] row(String title) {
		return new String[] { title, this.rate.text(), this.rate.spread(), this.server.text(), this.postgres.text(),
				Figures.number(100 * this.generator.median()) + " %", percentile(50), percentile(99),
				String.valueOf(this.errors) };
	}

}
