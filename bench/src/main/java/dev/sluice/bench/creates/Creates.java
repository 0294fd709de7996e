package dev.sluice.bench.creates;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.bench.gateway.Gateway;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.programs.Cpu;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.programs.Processes;
import dev.sluice.bench.programs.Profile;
import dev.sluice.bench.run.Figures;
import dev.sluice.bench.run.Folders;
import dev.sluice.bench.run.Options;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Progress;
import dev.sluice.bench.run.Report;
import org.HdrHistogram.Histogram;

/** Payments per second through HTTP, and what PostgreSQL does alone. */
public final class Creates {

	private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without");

	/** After which outcomes that do not come are no longer waited for, in nanoseconds. */
	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

	/** How many answers of the stub may be on their way to being recorded. */
	private static final int AHEAD = 64;

	private static final Pattern FAILED = Pattern.compile("number of failed transactions: (\\d+)");

	/** So that calls can be held for a slice, however many payments it makes. */
	private static final List<String> PATIENT = List.of("--sluice.processors.simulator.max-connections=16",
			"--sluice.processors.simulator.max-pending-calls=5000000",
			"--sluice.processors.simulator.connect-timeout=20m", "--sluice.processors.simulator.response-timeout=20m",
			"--sluice.operations.call-timeout=20m", "--sluice.operations.lease=60m",
			"--sluice.operations.max-in-flight=5000000", "--sluice.operations.max-under-way=5000000",
			"--sluice.operations.under-way-bytes=1TB", "--sluice.operations.merchant-share=100");

	private final Plan plan;

	private final Options options;

	private final int connections;

	private final String processor;

	private final List<Integer> clients;

	private final List<String> moreOfB;

	private final boolean sweep;

	private final boolean jfr;

	private final Installation installation;

	private final Postgres postgres;

	private final StubProcessor stub;

	private final List<Contender> contenders = new ArrayList<>();

	private Schema.Sample sample = new Schema.Sample("", "", "", "");

	private int runs;

	public Creates(Plan plan, Options options) throws Exception {
		this.plan = plan;
		this.options = options;
		this.connections = options.number("connections", 64);
		this.processor = options.text("processor", "stub");
		this.clients = options.numbers("pgbench-clients", "4,8,16,32");
		this.moreOfB = options.words("gateway-b-args", "--sluice.journal.batch-size=1");
		this.sweep = options.flag("sweep");
		this.jfr = options.flag("jfr");
		this.installation = new Installation(options, "-Xms3g -Xmx3g");
		this.postgres = this.installation.postgres();
		this.stub = new StubProcessor();
		this.contenders.add(new GatewayCreates("gateway", List.of()));
		if (!this.moreOfB.isEmpty()) {
			this.contenders.add(new GatewayCreates("gateway B", this.moreOfB));
		}
	}

	public void run() throws Exception {
		GatewayCreates first = (GatewayCreates) this.contenders.getFirst();
		first.gateway.pay();
		this.sample = Schema.sample(this.postgres);
		Progress.print("documents of a payment: " + this.sample.sizes());
		this.contenders.add(new PgbenchCreates());
		for (int i = 0; i < this.plan.warmup(); i++) {
			for (Contender contender : this.contenders) {
				contender.slice("warm-up " + (i + 1) + "/" + this.plan.warmup(), false);
			}
		}
		((PgbenchCreates) this.contenders.getLast()).choose();
		if (this.sweep) {
			for (int connections : List.of(16, 32, 64, 128, 256)) {
				first.print("with " + connections + " connections", first.slice(connections, 1, this.plan.slice()));
			}
		}
		for (int i = 0; i < this.plan.slices(); i++) {
			for (Contender contender : this.contenders) {
				contender.slice("slice " + (i + 1) + "/" + this.plan.slices(), true);
			}
		}
		report();
		if (this.jfr) {
			Profile.start(first.gateway.application());
			first.print("recorded", first.slice(this.connections, 0.5, this.plan.slice(), () -> {
				try {
					Profile.stop(first.gateway.application(), Folders.result("creates.jfr"));
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			}));
		}
	}

	private void report() throws Exception {
		Report report = new Report("Creates: payments per second", "", "payments/s", "spread", "CPU-µs gateway",
				"CPU-µs PostgreSQL", "generator's CPU", "p50 ms", "p99 ms", "errors");
		for (Contender contender : this.contenders) {
			report.row(contender.title(), contender.rate.text(), contender.rate.spread(), contender.gatewayCpu.text(),
					contender.postgresCpu.text(), Figures.number(100 * contender.generator.median()) + " %",
					contender.percentile(50), contender.percentile(99), String.valueOf(contender.errors));
		}
		Contender gateway = this.contenders.getFirst();
		for (Contender other : this.contenders.subList(1, this.contenders.size())) {
			Figures ratio = gateway.rate.over(other.rate);
			report.note("%s / %s: **%.2f** (ratio of the medians), %s in single rounds".formatted(gateway.title(),
					other.title(), gateway.rate.median() / other.rate.median(), ratio.spread()));
		}
		report
			.note(this.plan.slices() + " alternating slices of " + this.plan.slice() + " s after " + this.plan.warmup()
					+ " of warm-up; CPU-µs per payment; the generator's CPU is its share of all that was used");
		report.note(String.format(Locale.ROOT, "The gateway had made %,d payments before the first slice that counts",
				gateway.before));
		report.note("Documents of each payment: " + this.sample.sizes());
		report.note("Processor: " + describe());
		report.note(this.postgres.settings());
		report.print("creates", this.options);
	}

	private String describe() {
		return switch (this.processor) {
			case "stub" -> "a stub that answers after the slice has ended, so that a slice holds creates alone";
			case "instant" -> "a stub that approves at once, so that each payment is a create, a call and an outcome";
			default -> "the gateway's own simulator, in its process and its database";
		};
	}

	/** Somebody who makes payments. */
	private abstract static class Contender {

		final Figures rate = new Figures();

		final Figures gatewayCpu = new Figures();

		final Figures postgresCpu = new Figures();

		final Figures generator = new Figures();

		final Histogram latencies = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);

		long errors;

		long before;

		abstract String title();

		String percentile(double percentile) {
			return (this.latencies.getTotalCount() == 0) ? "–"
					: Figures.number(this.latencies.getValueAtPercentile(percentile) / 1e6);
		}

		abstract Measured slice() throws Exception;

		void slice(String when, boolean counts) throws Exception {
			Measured measured = slice();
			print(when, measured);
			this.before += counts ? 0 : measured.latencies().getTotalCount();
			if (counts) {
				this.rate.add(measured.rate());
				this.gatewayCpu.add(measured.gateway());
				this.postgresCpu.add(measured.postgres());
				this.generator.add(measured.generator());
				this.latencies.add(measured.latencies());
				this.errors += measured.errors();
			}
		}

		void print(String when, Measured measured) {
			Progress.print(String.format(Locale.ROOT,
					"%-14s %-38s %8s/s  CPU-µs: gateway %6s, PostgreSQL %6s; generator %4.1f %%; p99 %s ms; %d errors%s",
					when, title(), Figures.number(measured.rate()), Figures.number(measured.gateway()),
					Figures.number(measured.postgres()), 100 * measured.generator(),
					(measured.latencies().getTotalCount() == 0) ? "–"
							: Figures.number(measured.latencies().getValueAtPercentile(99) / 1e6),
					measured.errors(), measured.note()));
		}

	}

	/** What was seen of one slice; CPU in microseconds per payment. */
	private record Measured(double rate, double gateway, double postgres, double generator, Histogram latencies,
			long errors, String note) {
	}

	/** A gateway, called over HTTP. */
	private final class GatewayCreates extends Contender {

		private final String name;

		private final Gateway gateway;

		GatewayCreates(String name, List<String> more) throws Exception {
			this.name = name;
			List<String> processor = new ArrayList<>();
			if (!Creates.this.processor.equals("simulator")) {
				processor.add("--sluice.processors.simulator.url=http://127.0.0.1:" + Creates.this.stub.port());
				processor.addAll(PATIENT);
			}
			this.gateway = Creates.this.installation.gateway(name, processor, more);
		}

		@Override
		String title() {
			return this.name.equals("gateway") ? "gateway" : "gateway, " + String.join(" ", Creates.this.moreOfB);
		}

		@Override
		Measured slice() throws Exception {
			return slice(Creates.this.connections, 0.5, Creates.this.plan.slice());
		}

		Measured slice(int connections, double settle, double seconds) throws Exception {
			return slice(connections, settle, seconds, () -> {
			});
		}

		Measured slice(int connections, double settle, double seconds, Runnable atEnd) throws Exception {
			long[] before = new long[4];
			long[] after = new long[4];
			if (Creates.this.processor.equals("stub")) {
				Creates.this.stub.allow(Creates.this.stub.answered());
			}
			HttpLoad.Slice slice;
			try (HttpLoad load = new HttpLoad(this.gateway.port(), connections, ++Creates.this.runs)) {
				slice = load.run(settle, seconds, () -> look(before), () -> {
					look(after);
					atEnd.run();
				});
			}
			double count = Math.max(1, slice.count());
			double used = after[3] - before[3];
			return new Measured(slice.count() / slice.seconds(), (after[0] - before[0]) / count,
					(after[1] - before[1]) / count, (after[2] - before[2]) / Math.max(1, used), slice.latencies(),
					slice.errors(), drain() + (slice.errors() > 0 ? "\n" + slice.firstError() : ""));
		}

		private void look(long[] counters) {
			counters[0] = this.gateway.cpuMicros();
			counters[1] = Creates.this.postgres.cpuMicros();
			counters[2] = Cpu.ownMicros();
			counters[3] = counters[0] + counters[1] + counters[2];
		}

		/**
		 * Waits for the outcomes of what was made, so that they burden nobody else. The
		 * stub answers only a little ahead of what was recorded, since the gateway takes
		 * every answer that it gets.
		 */
		private String drain() throws Exception {
			long start = System.nanoTime();
			long answered = Creates.this.stub.answered();
			try (Connection connection = Creates.this.postgres.connect();
					PreparedStatement unsettled = connection.prepareStatement(Schema.UNSETTLED)) {
				long first = Schema.head(connection);
				long last = first;
				long moved = start;
				for (int i = 1; System.nanoTime() - moved < PATIENCE; i++) {
					long head = Schema.head(connection);
					if (head > last) {
						last = head;
						moved = System.nanoTime();
					}
					if (Creates.this.processor.equals("stub")) {
						Creates.this.stub.allow(answered + head - first + AHEAD);
					}
					if (i % 10 == 0 && !isTrue(unsettled)) {
						return String.format(Locale.ROOT, "; outcomes took %.1f s", (System.nanoTime() - start) / 1e9);
					}
					Thread.sleep(5);
				}
			}
			return "; some outcomes stay open";
		}

		private static boolean isTrue(PreparedStatement question) throws SQLException {
			try (ResultSet answer = question.executeQuery()) {
				return answer.next() && answer.getBoolean(1);
			}
		}

	}

	/** PostgreSQL alone, by its own generator. */
	private final class PgbenchCreates extends Contender {

		private final Path script;

		private int best;

		PgbenchCreates() throws Exception {
			this.script = Folders.result("create.sql");
			Files.writeString(this.script, Schema.PGBENCH_CREATE);
			this.best = Creates.this.clients.getFirst();
		}

		@Override
		String title() {
			return "pgbench, " + this.best + " clients";
		}

		@Override
		Measured slice() throws Exception {
			return slice(this.best, Creates.this.plan.slice());
		}

		/** Gives it the number of clients that suits it best. */
		void choose() throws Exception {
			double most = 0;
			int choice = this.best;
			for (int clients : Creates.this.clients) {
				this.best = clients;
				Measured measured = slice(clients, Math.max(2, Creates.this.plan.slice() / 2));
				print("trying", measured);
				if (measured.rate() > most) {
					most = measured.rate();
					choice = clients;
				}
			}
			this.best = choice;
		}

		private Measured slice(int clients, double seconds) throws Exception {
			Postgres server = Creates.this.postgres;
			Schema.Sample sample = Creates.this.sample;
			long base = (long) ++Creates.this.runs << 48;
			List<String> command = List.of(server.program("pgbench"), "-h", "127.0.0.1", "-p",
					String.valueOf(server.port()), "-U", "postgres", "-n", "-M", "prepared", "-f",
					this.script.toString(), "-c", String.valueOf(clients), "-j", "2", "-T",
					String.valueOf(Math.max(1, Math.round(seconds))), "-r", "-D", "n=0", "-D", "base=" + base, "-D",
					"request=" + sample.request(), "-D", "change=" + sample.change(), "-D", "data=" + sample.created(),
					"sluice");
			Histogram latencies = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
			long postgres = server.cpuMicros();
			long generator = Cpu.endedMicros();
			String output = Processes.run(command);
			// Backends are in PostgreSQL's books once their end was noticed.
			Thread.sleep(200);
			postgres = server.cpuMicros() - postgres;
			generator = Cpu.endedMicros() - generator;
			Matcher tps = TPS.matcher(output);
			Matcher failed = FAILED.matcher(output);
			if (!tps.find()) {
				throw new IllegalStateException(output);
			}
			double rate = Double.parseDouble(tps.group(1));
			double count = rate * Math.round(seconds);
			// What is neither PostgreSQL's is pgbench's, and a little of the idle
			// gateways'.
			return new Measured(rate, Double.NaN, postgres / count, generator / (double) (generator + postgres),
					latencies, failed.find() ? Long.parseLong(failed.group(1)) : 0, "");
		}

	}

}
