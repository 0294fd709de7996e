package dev.sluice.bench.latency;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.sluice.bench.contest.Contest;
import dev.sluice.bench.contest.HttpContender;
import dev.sluice.bench.contest.Measured;
import dev.sluice.bench.field.Field;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.load.CreateRequests;
import dev.sluice.bench.load.ReadRequests;
import dev.sluice.bench.load.Requests;
import dev.sluice.bench.peers.Peers;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Figures;
import dev.sluice.bench.run.Options;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Progress;
import dev.sluice.bench.run.Report;
import org.HdrHistogram.Histogram;

/** How long a request takes while they come at a fixed rate. */
public final class Latency {

	private static final int UNDER_WAY = 512;

	private final Plan plan;

	private final Options options;

	private final int connections;

	private final int rows;

	private final List<String> operations;

	private final List<Integer> shares;

	private final List<Integer> rates;

	private final Installation installation;

	private final Field field;

	public Latency(Plan plan, Options options) throws Exception {
		this.plan = plan;
		this.options = options;
		this.connections = options.number("connections", 64);
		this.rows = options.number("rows", plan.smoke() ? 5_000 : 100_000);
		this.operations = List.of(options.text("operations", "get,create").split(","));
		this.shares = options.numbers("shares", "25,50");
		this.rates = options.numbers("rates", "0");
		String processor = options.text("processor", "stub");
		List<String> peers = Peers.wanted(options);
		this.installation = new Installation(options, "-Xms3g -Xmx3g");
		this.field = new Field(this.installation, processor);
		this.field.gateways("Sluice");
		this.field.peers(peers);
		for (Postgres postgres : this.field.databases()) {
			Schema.load(postgres, this.field.sample().captured(), this.rows);
		}
	}

	public void run() throws Exception {
		for (String operation : this.operations) {
			switch (operation) {
				case "get" -> run(operation, () -> ReadRequests.anyOf(this.rows));
				case "create" -> run(operation, () -> new CreateRequests(List.of(Schema.KEY)));
				default -> throw new IllegalArgumentException("No such operation: " + operation);
			}
		}
	}

	private void run(String operation, Supplier<Requests> requests) throws Exception {
		List<HttpContender> contenders = this.field.servers()
			.stream()
			.map((server) -> new HttpContender(server, this.connections, requests))
			.toList();
		Contest contest = new Contest(operation + ", as fast as can be", this.plan, contenders);
		contest.warmUp();
		contest.run();
		Report report = new Report("Latency of " + operation + " at a fixed rate", "", "requests/s",
				"share of its peak", "p50 ms", "p99 ms", "p99.9 ms", "CPU-µs server", "errors");
		if (this.rates.getFirst() > 0) {
			for (int rate : this.rates) {
				run(contest, report, contenders, (contender) -> rate);
			}
		}
		else {
			for (int share : this.shares) {
				run(contest, report, contenders, (contender) -> contest.score(contender).rate().median() * share / 100);
			}
		}
		report.note("How long a request took counts from when it was to be sent, at equal intervals; at most "
				+ UNDER_WAY + " are under way");
		report.note("The peak is what it reached in this run over " + this.connections + " connections, the median of "
				+ this.plan.slices() + " alternating slices of " + this.plan.slice() + " s");
		report.note("Of " + this.plan.slices() + " alternating slices at each rate");
		if (operation.equals("create")) {
			report.note("Processor: " + this.field.describe() + "; a peer calls none");
		}
		report.note(this.installation.postgres().settings());
		report.print("latency", "latency-" + operation, this.options);
	}

	private void run(Contest contest, Report report, List<HttpContender> contenders, Rate rate) throws Exception {
		List<Histogram> latencies = new ArrayList<>();
		List<Figures> cpu = new ArrayList<>();
		long[] errors = new long[contenders.size()];
		for (int i = 0; i < this.plan.slices(); i++) {
			for (int j = 0; j < contenders.size(); j++) {
				if (i == 0) {
					latencies.add(new Histogram(TimeUnit.SECONDS.toNanos(60), 3));
					cpu.add(new Figures());
				}
				HttpContender contender = contenders.get(j);
				Measured measured = contender.open(rate.of(contender), UNDER_WAY, this.plan.slice());
				Progress.print("%-38s %s".formatted(contender.title(), measured.line()));
				latencies.get(j).add(measured.latencies());
				cpu.get(j).add(measured.server());
				errors[j] += measured.errors();
			}
		}
		for (int j = 0; j < contenders.size(); j++) {
			HttpContender contender = contenders.get(j);
			double peak = contest.score(contender).rate().median();
			report.row(contender.title(), Figures.number(rate.of(contender)),
					Figures.number(100 * rate.of(contender) / peak) + " %", Measured.percentile(latencies.get(j), 50),
					Measured.percentile(latencies.get(j), 99), Measured.percentile(latencies.get(j), 99.9),
					cpu.get(j).text(), String.valueOf(errors[j]));
		}
	}

	/** How many requests a second somebody is sent. */
	private interface Rate {

		double of(HttpContender contender);

	}

}
