package dev.sluice.bench.creates;

import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import dev.sluice.bench.contest.HttpContender;
import dev.sluice.bench.contest.HttpContender.Server;
import dev.sluice.bench.contest.Measured;
import dev.sluice.bench.field.Field;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.load.CreateRequests;
import dev.sluice.bench.run.Figures;
import dev.sluice.bench.run.Options;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Progress;
import dev.sluice.bench.run.Report;

/**
 * Payments while somebody holds a snapshot open for minutes, as a backup does: no version
 * of a row that was there then can be cleared away.
 */
public final class Snapshot {

	private final Plan plan;

	private final Options options;

	private final double minutes;

	private final double window;

	private final int merchants;

	private final int connections;

	private final Installation installation;

	private final Field field;

	public Snapshot(Plan plan, Options options) throws Exception {
		this.plan = plan;
		this.options = options;
		this.minutes = Double.parseDouble(options.text("minutes", plan.smoke() ? "0.2" : "10"));
		this.window = Double.parseDouble(options.text("window", plan.smoke() ? "3" : "15"));
		this.merchants = options.number("merchants", plan.smoke() ? 10 : 100);
		this.connections = options.number("connections", 64);
		this.installation = new Installation(options, "-Xms3g -Xmx3g");
		this.field = new Field(this.installation, "stub");
		this.field.gateways("Sluice");
	}

	public void run() throws Exception {
		Report report = new Report("Creates while a snapshot stays open", "", "minute", "one merchant: payments/s",
				"CPU-µs server", "CPU-µs PostgreSQL", this.merchants + " merchants: payments/s", "CPU-µs server",
				"CPU-µs PostgreSQL");
		for (Server server : this.field.servers()) {
			Schema.addMerchants(server.postgres(), this.merchants);
			run(server, report);
		}
		report
			.note(("A transaction of REPEATABLE READ is opened after the first rows and stays open for %s minutes; half of"
					+ " each minute is one merchant's, half of it that of any of %d, over %d connections; rows are means of"
					+ " slices of %s s")
				.formatted(this.minutes, this.merchants, this.connections, this.window));
		report.note("Processor: " + this.field.describe());
		report.note(this.installation.postgres().settings());
		report.print("snapshot", this.options);
	}

	private void run(Server server, Report report) throws Exception {
		List<String> secrets = IntStream.rangeClosed(1, this.merchants).mapToObj(Schema::secret).toList();
		HttpContender one = new HttpContender(server, this.connections, () -> new CreateRequests(List.of(Schema.KEY)));
		HttpContender many = new HttpContender(server, this.connections, () -> new CreateRequests(secrets));
		for (int i = 0; i < this.plan.warmup(); i++) {
			pair("warm-up", one, many);
		}
		List<Measured[]> before = new ArrayList<>();
		for (int i = 0; i < this.plan.slices(); i++) {
			before.add(pair("before", one, many));
		}
		row(report, server.title() + ", before", "–", before);
		List<Measured[]> during = new ArrayList<>();
		try (Connection connection = server.postgres().connect(); Statement statement = connection.createStatement()) {
			statement.execute("begin isolation level repeatable read");
			statement.execute("select count(*) from journal_heads");
			long start = System.nanoTime();
			for (double minute = 0; minute < this.minutes; minute = (System.nanoTime() - start) / 6e10) {
				String when = String.format(Locale.ROOT, "%.1f", minute);
				Measured[] pair = pair("minute " + when, one, many);
				during.add(pair);
				row(report, server.title(), when, List.<Measured[]>of(pair));
			}
			statement.execute("rollback");
		}
		report.note(
				"%s, while the snapshot is open: the slowest slice made **%s** (one merchant) and **%s** (%d) times what the median of those before it made; CPU of server and PostgreSQL at most %s and %s times"
					.formatted(server.title(), ratio(before, during, 0), ratio(before, during, 1), this.merchants,
							cost(before, during, 0), cost(before, during, 1)));
	}

	private Measured[] pair(String when, HttpContender one, HttpContender many) throws Exception {
		Measured[] pair = { one.slice(this.window), many.slice(this.window) };
		Progress.print("%s, one merchant: %s".formatted(when, pair[0].line()));
		Progress.print("%s, %d merchants: %s".formatted(when, this.merchants, pair[1].line()));
		return pair;
	}

	private static void row(Report report, String title, String minute, List<Measured[]> pairs) {
		List<String> cells = new ArrayList<>(List.of(title, minute));
		for (int i = 0; i < 2; i++) {
			Figures rate = new Figures();
			Figures server = new Figures();
			Figures postgres = new Figures();
			for (Measured[] pair : pairs) {
				rate.add(pair[i].rate());
				server.add(pair[i].server());
				postgres.add(pair[i].postgres());
			}
			cells.addAll(List.of(rate.text(), server.text(), postgres.text()));
		}
		report.row(cells.toArray(String[]::new));
	}

	private static String ratio(List<Measured[]> before, List<Measured[]> during, int which) {
		Figures rates = new Figures();
		before.forEach((pair) -> rates.add(pair[which].rate()));
		double least = during.stream().mapToDouble((pair) -> pair[which].rate()).min().orElse(Double.NaN);
		return Figures.number(least / rates.median());
	}

	private static String cost(List<Measured[]> before, List<Measured[]> during, int which) {
		Figures costs = new Figures();
		before.forEach((pair) -> costs.add(pair[which].server() + pair[which].postgres()));
		double most = during.stream()
			.mapToDouble((pair) -> pair[which].server() + pair[which].postgres())
			.max()
			.orElse(Double.NaN);
		return Figures.number(most / costs.median());
	}

}
