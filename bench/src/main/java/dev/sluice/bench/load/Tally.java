package dev.sluice.bench.load;

import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/** What was answered since the last look. */
final class Tally {

	private static final long LONGEST = TimeUnit.SECONDS.toNanos(60);

	private final Requests requests;

	private long good;

	private long bad;

	private String firstError = "";

	private Histogram latencies = new Histogram(LONGEST, 3);

	Tally(Requests requests) {
		this.requests = requests;
	}

	void restart() {
		this.good = 0;
		this.bad = 0;
		this.latencies = new Histogram(LONGEST, 3);
	}

	void answered(Exchange exchange, int status, long now) {
		if (this.requests.isGood(status)) {
			this.good++;
		}
		else {
			failed(exchange.answer());
		}
		this.latencies.recordValue(Math.clamp(now - exchange.since(), 0, LONGEST));
	}

	void failed(String error) {
		this.bad++;
		this.firstError = this.firstError.isEmpty() ? error : this.firstError;
	}

	void unsent(long requests) {
		if (requests > 0) {
			failed(requests + " requests were due and not sent");
			this.bad += requests - 1;
		}
	}

	LoadSlice slice(double seconds) {
		return new LoadSlice(this.good, this.bad, seconds, this.latencies, this.firstError);
	}

}
