package dev.sluice.bench.outage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.sluice.bench.gateway.Gateway;
import dev.sluice.bench.gateway.Ids;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.gateway.Simulator;
import dev.sluice.bench.load.CreateRequests;
import dev.sluice.bench.load.HttpLoad;
import dev.sluice.bench.load.LoadSlice;
import dev.sluice.bench.load.ReadRequests;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Figures;
import dev.sluice.bench.run.Options;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Progress;
import dev.sluice.bench.run.Report;

/**
 * Payments that a processor left open, all of which are due at once: how fast a gateway
 * looks them up, beside somebody who does nothing else than ask that processor.
 */
public final class Outage {

	/** Makes payments that nobody is to look up before they are made due. */
	private static final List<String> LEAVES = List.of("--sluice.operations.recovery-interval=1h",
			"--sluice.operations.first-retry=1h", "--sluice.operations.max-retry=2h",
			"--sluice.operations.max-in-flight=100000", "--sluice.operations.max-under-way=1000000",
			"--sluice.operations.merchant-share=100", "--sluice.processors.simulator.max-connections=64",
			"--sluice.processors.simulator.max-pending-calls=100000",
			"--sluice.processors.simulator.open-after=1000000");

	private static final int CONNECTIONS = 32;

	/** In which the processor answers what was asked last. */
	private static final long LAST_ANSWERS_MILLIS = 3_000;

	/** Seldom, since whoever counts takes the gateway's time. */
	private static final long LOOK_MILLIS = 250;

	private final Plan plan;

	private final Options options;

	private final int operations;

	private final int merchants;

	private final Postgres postgres;

	private final BrokenSimulator simulator;

	private final Gateway leaves;

	private final Gateway recovers;

	public Outage(Plan plan, Options options) throws Exception {
		this.plan = plan;
		this.options = options;
		this.operations = options.number("operations", plan.smoke() ? 500 : 10_000);
		this.merchants = options.number("merchants", plan.smoke() ? 3 : 20);
		Installation installation = new Installation(options, "-Xms512m -Xmx512m");
		this.postgres = installation.postgres();
		this.simulator = new BrokenSimulator(installation);
		List<String> where = List.of("--sluice.processors.simulator.url=" + this.simulator.url());
		this.leaves = installation.gateway("Sluice, in the outage", LEAVES, where);
		Schema.addMerchants(this.postgres, this.merchants);
		this.recovers = installation.gateway("Sluice", List.of(), where);
	}

	public void run() throws Exception {
		Report report = new Report("After an outage", "", "look-ups/s", "CPU-µs gateway", "CPU-µs PostgreSQL",
				"CPU-µs simulator", "most behind, s");
		Figures ratios = new Figures();
		for (int i = 0; i < this.plan.slices(); i++) {
			Round round = round();
			report.row(round.cells("Sluice, round " + (i + 1)));
			LoadSlice asked = ask();
			double rate = asked.count() / asked.seconds();
			ratios.add(round.rate / rate);
			report.row("who only asks, round " + (i + 1), Figures.number(rate), "–", "–", "–", "–");
			Progress.print("round " + (i + 1) + ": " + Figures.number(round.rate) + " look-ups/s beside "
					+ Figures.number(rate));
		}
		report.note("Sluice / who only asks: **%s** times the rate (median of the rounds), %s in single ones"
			.formatted(ratios.text(), ratios.spread()));
		report
			.note(("In each round %,d payments of %d merchants are left open by a processor that did them and answered"
					+ " 500, and become due at once; the rate is that of the time from when the first of them was settled"
					+ " to when the last one was, and *most behind* the time from when they became due to that of the last")
				.formatted(this.operations, this.merchants));
		report.note("The first round is that of a gateway which has looked nothing up before");
		report.note("Who only asks has " + CONNECTIONS + " connections and does nothing with the answers");
		report.note(this.postgres.settings());
		report.print("outage", this.options);
	}

	/** Leaves operations open, makes them due, and waits until none is left. */
	private Round round() throws Exception {
		this.simulator.breakDown();
		leaveOpen();
		this.simulator.mend();
		long gateway = this.recovers.cpuMicros();
		long database = this.postgres.cpuMicros();
		long processor = this.simulator.application().cpuMicros();
		long all = number(Schema.PENDING);
		this.postgres.execute(Schema.MAKE_DUE);
		long due = System.nanoTime();
		while (number(Schema.PENDING) == all) {
			Thread.sleep(5);
		}
		long first = System.nanoTime();
		long begun = number(Schema.PENDING);
		for (long left = begun; left > 0; left = number(Schema.PENDING)) {
			Thread.sleep(LOOK_MILLIS);
		}
		long end = System.nanoTime();
		return new Round(begun / ((end - first) / 1e9), (this.recovers.cpuMicros() - gateway) / (double) all,
				(this.postgres.cpuMicros() - database) / (double) all,
				(this.simulator.application().cpuMicros() - processor) / (double) all, (end - due) / 1e9);
	}

	private void leaveOpen() throws Exception {
		List<String> secrets = IntStream.rangeClosed(1, this.merchants).mapToObj(Schema::secret).toList();
		try (HttpLoad load = new HttpLoad(this.leaves.port(), CONNECTIONS, new CreateRequests(secrets))) {
			while (number(Schema.PENDING) < this.operations) {
				LoadSlice _ = load.run(0, 0.5, () -> {
				}, () -> {
				});
			}
		}
		Thread.sleep(LAST_ANSWERS_MILLIS);
		Progress.print(number(Schema.PENDING) + " operations are open");
	}

	/** What the simulator does for who asks for the same and nothing else. */
	private LoadSlice ask() throws Exception {
		List<String> paths = new ArrayList<>();
		for (String operation : this.postgres.text(Schema.SOME_OPERATIONS).split(",")) {
			paths.add(Simulator.path(Ids.operation(UUID.fromString(operation))));
		}
		ReadRequests requests = new ReadRequests(paths, Schema.SIMULATOR_SECRET);
		try (HttpLoad load = new HttpLoad(this.simulator.application().port(), CONNECTIONS, requests)) {
			return load.run(1, this.plan.slice(), () -> {
			}, () -> {
			});
		}
	}

	private long number(String question) throws SQLException {
		return Long.parseLong(this.postgres.text(question));
	}

	/** What one round came to: CPU in microseconds for each operation. */
	private record Round(double rate, double gateway, double database, double simulator, double seconds) {

		String[] cells(String title) {
			return new String[] { title, Figures.number(this.rate), Figures.number(this.gateway),
					Figures.number(this.database), Figures.number(this.simulator), Figures.number(this.seconds) };
		}

	}

}
