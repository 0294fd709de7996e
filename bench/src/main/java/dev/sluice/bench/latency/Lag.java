package dev.sluice.bench.latency;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.bench.field.StubProcessor;
import dev.sluice.bench.gateway.Gateway;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Figures;
import dev.sluice.bench.run.Options;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Progress;
import dev.sluice.bench.run.Report;

/**
 * From the answer to a payment by one instance, which comes after its commit, to its
 * event on a stream of another instance, and of the same.
 */
public final class Lag {

	private final Plan plan;

	private final Options options;

	private final List<Integer> rates;

	private final List<Pair> pairs = new ArrayList<>();

	private final Postgres postgres;

	public Lag(Plan plan, Options options) throws Exception {
		this.plan = plan;
		this.options = options;
		this.rates = options.numbers("rates", plan.smoke() ? "20" : "5,50,500");
		Installation installation = new Installation(options, "-Xms512m -Xmx512m");
		this.postgres = installation.postgres();
		StubProcessor processor = new StubProcessor();
		List<String> arguments = List.of("--sluice.processors.simulator.url=http://127.0.0.1:" + processor.port());
		this.pairs.add(pair("Sluice", installation, arguments));
		var beside = installation.beside();
		if (beside.isPresent()) {
			this.pairs.add(pair("Sluice, the other jar", beside.get(), arguments));
		}
	}

	private static Pair pair(String title, Installation installation, List<String> arguments) throws Exception {
		Gateway first = installation.gateway(title + " 1", arguments, List.of());
		Gateway second = installation.gateway(title + " 2", arguments, List.of());
		first.pay();
		return new Pair(title, first, second);
	}

	public void run() throws Exception {
		Report report = new Report("From an answer by one instance to the event on a stream", "", "payments/s",
				"p50 ms", "p99 ms", "longest ms", "events", "missing");
		for (int rate : this.rates) {
			for (Pair pair : this.pairs) {
				LagProbe other = new LagProbe(pair.first.port(), pair.second.port());
				LagProbe same = new LagProbe(pair.first.port(), pair.first.port());
				for (int i = 0; i < this.plan.warmup() + this.plan.slices(); i++) {
					boolean counts = i >= this.plan.warmup();
					Progress.print(pair.title + ", another instance: " + other.slice(rate, this.plan.slice(), counts));
					Progress.print(pair.title + ", the same: " + same.slice(rate, this.plan.slice(), counts));
				}
				row(report, pair.title + ", another instance", rate, other);
				row(report, pair.title + ", the same", rate, same);
			}
		}
		report
			.note("From the moment at which the caller had the answer to `POST /v1/payments` to the moment at which it"
					+ " had the event `payment.created` of the same payment; an event that was here before the answer counts as"
					+ " 0");
		report.note("The processor approves at once, so that each payment has two events");
		report.note(this.plan.slices() + " alternating slices of " + this.plan.slice() + " s at each rate, after "
				+ this.plan.warmup() + " of warm-up");
		report.note(this.postgres.settings());
		report.print("lag", this.options);
	}

	private static void row(Report report, String title, int rate, LagProbe probe) {
		var lags = probe.lags();
		report.row(title, String.valueOf(rate), Figures.number(lags.getValueAtPercentile(50) / 1e6),
				Figures.number(lags.getValueAtPercentile(99) / 1e6), Figures.number(lags.getMaxValue() / 1e6),
				String.valueOf(lags.getTotalCount()), String.valueOf(probe.missing()));
	}

	/** Two instances on one database. */
	private record Pair(String title, Gateway first, Gateway second) {
	}

}
