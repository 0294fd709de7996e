package dev.sluice.bench.growth;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dev.sluice.bench.contest.HttpContender;
import dev.sluice.bench.contest.HttpContender.Server;
import dev.sluice.bench.contest.Measured;
import dev.sluice.bench.field.Field;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.load.CreateRequests;
import dev.sluice.bench.load.ReadRequests;
import dev.sluice.bench.load.Requests;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Chart;
import dev.sluice.bench.run.Figures;
import dev.sluice.bench.run.Options;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Progress;
import dev.sluice.bench.run.Report;

/** CPU per create, read and page over the number of payments, and of merchants. */
public final class Growth {

	private final Plan plan;

	private final Options options;

	private final int connections;

	private final List<Integer> payments;

	private final List<Integer> merchants;

	private final Installation installation;

	private final Field field;

	public Growth(Plan plan, Options options) throws Exception {
		this.plan = plan;
		this.options = options;
		this.connections = options.number("connections", 64);
		this.payments = options.numbers("payments", plan.smoke() ? "1000,10000" : "10000,100000,1000000");
		this.merchants = options.numbers("merchants", plan.smoke() ? "1,20" : "1,10,100,1000,10000");
		this.installation = new Installation(options, "-Xms3g -Xmx3g");
		this.field = new Field(this.installation, "stub");
		this.field.gateways("Sluice");
	}

	public void run() throws Exception {
		Server server = this.field.servers().getFirst();
		Postgres postgres = server.postgres();
		warmUp(server, () -> new CreateRequests(List.of(Schema.KEY)));
		warmUp(server, () -> new ReadRequests(List.of("/v1/payments?limit=50")));
		Report report = new Report("CPU per operation as it grows", "", "how many", "CPU-µs server", "spread",
				"CPU-µs PostgreSQL", "per second");
		overPayments(server, postgres, report);
		overMerchants(server, postgres, report);
		report
			.note("Medians of " + this.plan.slices() + " slices of " + this.plan.slice() + " s over " + this.connections
					+ " connections; payments are all one merchant's; reads are of any of 20,000 payments of all");
		report.note("Processor: " + this.field.describe());
		report.note(this.installation.postgres().settings());
		report.print("growth", this.options);
	}

	private void warmUp(Server server, Supplier<Requests> requests) throws Exception {
		long answered = 0;
		for (int i = 0; i < this.plan.warmup() || answered < this.plan.warm(); i++) {
			answered += measure(server, "warm-up", requests).latencies().getTotalCount();
		}
	}

	private void overPayments(Server server, Postgres postgres, Report report) throws Exception {
		Chart chart = new Chart("CPU-µs per operation, gateway and PostgreSQL", "payments");
		int there = 1;
		for (int count : this.payments) {
			Schema.load(postgres, this.field.sample().captured(), there, count);
			there = count;
			row(report, chart, "create", count,
					figures(server, "create at " + count, () -> new CreateRequests(List.of(Schema.KEY))));
			row(report, chart, "read one", count, figures(server, "read at " + count, () -> ReadRequests.anyOf(count)));
			row(report, chart, "page of 50", count,
					figures(server, "page at " + count, () -> new ReadRequests(List.of("/v1/payments?limit=50"))));
		}
		chart.write("growth-payments");
	}

	private void overMerchants(Server server, Postgres postgres, Report report) throws Exception {
		Chart chart = new Chart("CPU-µs per create, gateway and PostgreSQL", "merchants");
		for (int count : this.merchants) {
			Schema.addMerchants(postgres, count);
			List<String> secrets = IntStream.rangeClosed(1, count).mapToObj(Schema::secret).toList();
			measure(server, "once each", () -> new CreateRequests(secrets));
			row(report, chart, "create, merchants", count,
					figures(server, "create of " + count + " merchants", () -> new CreateRequests(secrets)));
		}
		chart.write("growth-merchants");
	}

	private Figures[] figures(Server server, String what, Supplier<Requests> requests) throws Exception {
		Figures[] figures = { new Figures(), new Figures(), new Figures() };
		measure(server, what + ", first", requests);
		for (int i = 0; i < this.plan.slices(); i++) {
			Measured measured = measure(server, what, requests);
			figures[0].add(measured.server());
			figures[1].add(measured.postgres());
			figures[2].add(measured.rate());
		}
		return figures;
	}

	private Measured measure(Server server, String what, Supplier<Requests> requests) throws Exception {
		Measured measured = new HttpContender(server, this.connections, requests).slice(this.plan.slice());
		Progress.print("%-30s %s".formatted(what, measured.line()));
		return measured;
	}

	private static void row(Report report, Chart chart, String what, int count, Figures[] figures) {
		report.row(what, "%,d".formatted(count), figures[0].text(), figures[0].spread(), figures[1].text(),
				figures[2].text());
		chart.point(what + ": gateway", count, figures[0].median());
		chart.point(what + ": PostgreSQL", count, figures[1].median());
	}

}
