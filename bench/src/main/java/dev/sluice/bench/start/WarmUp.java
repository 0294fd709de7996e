package dev.sluice.bench.start;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.bench.gateway.Gateway;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.load.HttpLoad;
import dev.sluice.bench.load.LoadSlice;
import dev.sluice.bench.load.ReadRequests;
import dev.sluice.bench.peers.Peers;
import dev.sluice.bench.programs.Application;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Figures;
import dev.sluice.bench.run.Options;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Progress;
import dev.sluice.bench.run.Report;

/**
 * From the start of a process to 80 % of the rate of reads that it has in the end, under
 * load from the moment on at which it is ready: at its first answer, or when it is warm.
 */
public final class WarmUp {

	private static final double SHARE = 0.8;

	/** Seconds whose mean is a rate; a single one moves with the machine. */
	private static final int MEAN_OF = 3;

	private final Plan plan;

	private final Options options;

	private final int seconds;

	private final int connections;

	private final int rows;

	private final Installation installation;

	private final Postgres postgres;

	private final Map<String, Starter> contenders = new LinkedHashMap<>();

	private final Map<String, List<Figures>> figures = new LinkedHashMap<>();

	public WarmUp(Plan plan, Options options) throws Exception {
		this.plan = plan;
		this.options = options;
		this.seconds = options.number("seconds", plan.smoke() ? 6 : 60);
		this.connections = options.number("connections", 64);
		this.rows = options.number("rows", plan.smoke() ? 5_000 : 100_000);
		List<String> peers = Peers.wanted(options);
		this.installation = new Installation(options, "-Xms1g -Xmx1g");
		this.postgres = this.installation.postgres();
		this.contenders.put("Sluice", () -> gateway(this.installation));
		this.contenders.put("Sluice, warm before it is ready", () -> warmed(this.installation));
		var beside = this.installation.beside();
		if (beside.isPresent()) {
			this.contenders.put("Sluice, the other jar", () -> gateway(beside.get()));
			prepare(beside.get());
		}
		prepare(this.installation);
		for (String peer : peers) {
			this.contenders.put(Peers.title(peer), () -> Peers.start(peer, this.installation.jvm(), this.postgres));
		}
	}

	private static Application gateway(Installation on) throws Exception {
		return on.gateway("gateway", List.of(), List.of()).application();
	}

	private static Application warmed(Installation on) throws Exception {
		Application application = on.gateway("gateway", List.of(Gateway.WARM_UP), List.of()).application();
		application.awaitWords("Sluice is ready");
		return application;
	}

	/** The tables, and payments in them. */
	private void prepare(Installation on) throws Exception {
		Gateway gateway = on.gateway("first", List.of(), List.of());
		gateway.pay();
		Schema.load(on.postgres(), Schema.sample(on.postgres()).captured(), this.rows);
		gateway.application().close();
	}

	public void run() throws Exception {
		for (int i = 0; i < this.plan.slices(); i++) {
			for (Map.Entry<String, Starter> contender : this.contenders.entrySet()) {
				measure(contender.getKey(), contender.getValue());
			}
		}
		Report report = new Report("From the start to 80 % of the steady rate", "", "ready, s", "80 %, s", "spread",
				"from ready to 80 %, s", "CPU-s until then", "requests until then", "steady rate/s");
		this.figures.forEach((title, each) -> report.row(title, each.get(0).text(), each.get(1).text(),
				each.get(1).spread(), each.get(2).text(), each.get(3).text(), each.get(4).text(), each.get(5).text()));
		report.note(
				"`GET /v1/payments/{id}` of any of %d over %d connections for %d s from when it is ready on; a rate is the mean of %d seconds; the steady one is the median of the last third"
					.formatted(this.rows, this.connections, this.seconds, MEAN_OF));
		report.note("Medians of " + this.plan.slices() + " starts of each, in turns");
		report.print("warm", this.options);
	}

	private void measure(String title, Starter starter) throws Exception {
		long start = System.nanoTime();
		Application application = starter.start();
		double first = (System.nanoTime() - start) / 1e9;
		List<double[]> seconds = new ArrayList<>();
		try (HttpLoad load = new HttpLoad(application.port(), this.connections, ReadRequests.anyOf(this.rows))) {
			for (int i = 0; i < this.seconds; i++) {
				LoadSlice slice = load.run(0, 1, () -> {
				}, () -> {
				});
				seconds.add(new double[] { (System.nanoTime() - start) / 1e9, slice.count(),
						application.cpuMicros() / 1e6 });
			}
		}
		finally {
			application.close();
		}
		evaluate(title, first, seconds);
	}

	private void evaluate(String title, double first, List<double[]> seconds) {
		Figures last = new Figures();
		seconds.stream().skip(seconds.size() * 2L / 3).forEach((second) -> last.add(second[1]));
		double steady = last.median();
		double requests = 0;
		for (int i = 0; i < seconds.size(); i++) {
			requests += seconds.get(i)[1];
			double mean = seconds.subList(Math.max(0, i - MEAN_OF + 1), i + 1)
				.stream()
				.mapToDouble((second) -> second[1])
				.average()
				.orElse(0);
			if (mean >= SHARE * steady) {
				add(title, first, seconds.get(i)[0], seconds.get(i)[0] - first, seconds.get(i)[2], requests, steady);
				return;
			}
		}
		add(title, first, Double.NaN, Double.NaN, Double.NaN, requests, steady);
	}

	private void add(String title, double... values) {
		List<Figures> all = this.figures.computeIfAbsent(title, (key) -> new ArrayList<>());
		StringBuilder line = new StringBuilder();
		for (int i = 0; i < values.length; i++) {
			if (all.size() <= i) {
				all.add(new Figures());
			}
			all.get(i).add(values[i]);
			line.append(' ').append(Figures.number(values[i]));
		}
		Progress
			.print(title + ": ready, 80 %, of that under load, CPU until then, requests until then, steady:" + line);
	}

	/** Starts a server and waits for its first answer. */
	private interface Starter {

		Application start() throws Exception;

	}

}
