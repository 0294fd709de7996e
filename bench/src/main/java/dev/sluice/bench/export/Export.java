package dev.sluice.bench.export;

import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.sluice.bench.gateway.Gateway;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.peers.Conformance;
import dev.sluice.bench.peers.Peers;
import dev.sluice.bench.programs.Application;
import dev.sluice.bench.programs.Cpu;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.programs.Profile;
import dev.sluice.bench.run.Figures;
import dev.sluice.bench.run.Folders;
import dev.sluice.bench.run.Options;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Progress;
import dev.sluice.bench.run.Report;
import org.jspecify.annotations.Nullable;

/**
 * Every payment as a line of JSON, beside peers and what COPY makes of the same table.
 */
public final class Export {

	private final Plan plan;

	private final Options options;

	private final int rows;

	private final boolean jfr;

	private final Postgres postgres;

	private final Gateway gateway;

	private final List<Contender> contenders = new ArrayList<>();

	private final String jvm;

	private String sizes = "";

	private long total;

	public Export(Plan plan, Options options) throws Exception {
		this.plan = plan;
		this.options = options;
		this.rows = options.number("rows", plan.smoke() ? 50_000 : 1_000_000);
		this.jfr = options.flag("jfr");
		List<String> peers = Peers.wanted(options);
		Installation installation = new Installation(options, "-Xmx96m");
		this.jvm = String.join(" ", installation.jvm());
		this.postgres = installation.postgres();
		this.gateway = installation.gateway("gateway", List.of(), List.of());
		this.gateway.pay();
		server("gateway", this.gateway.application());
		for (String name : peers) {
			Application peer = Peers.start(name, installation.jvm(), this.postgres);
			Conformance.check(Peers.title(name), peer, this.postgres);
			server(Peers.title(name), peer);
		}
	}

	private void server(String title, Application application) {
		this.contenders
			.add(new Contender(title + ", NDJSON", application, () -> Lines.read(application.port(), this.total)));
	}

	public void run() throws Exception {
		load();
		this.contenders.add(new Contender("COPY (SELECT json_build_object(…))", null, () -> copy(Schema.COPY_JSON)));
		this.contenders.add(new Contender("COPY of the same columns", null, () -> copy(Schema.COPY_COLUMNS)));
		this.contenders.add(new Contender("COPY (SELECT data)", null, () -> copy(Schema.COPY_DATA)));
		for (int i = 0; i < Math.min(3, this.plan.warmup()); i++) {
			for (Contender contender : this.contenders) {
				contender.slice("warm-up", false);
			}
		}
		for (Contender contender : this.contenders) {
			contender.watchHeap();
		}
		for (int i = 0; i < this.plan.slices(); i++) {
			for (Contender contender : this.contenders) {
				contender.slice("run " + (i + 1) + "/" + this.plan.slices(), true);
			}
		}
		report();
		if (this.jfr) {
			Profile.start(this.gateway.application());
			this.contenders.getFirst().slice("recorded", false);
			Profile.stop(this.gateway.application(), Folders.result("export.jfr"));
		}
	}

	private void load() throws Exception {
		String data = Schema.sample(this.postgres).captured();
		Schema.load(this.postgres, data, this.rows);
		this.total = Long.parseLong(this.postgres.text("select count(*) from payments"));
		this.sizes = data.length() + " bytes of data in each; the table has "
				+ this.postgres.text("select pg_size_pretty(pg_table_size('payments'))");
	}

	private void report() throws Exception {
		Report report = new Report("Export of " + this.total + " payments: rows per second", "", "rows/s", "spread",
				"MB/s", "CPU-µs server", "CPU-µs PostgreSQL", "client's CPU", "most heap, MB");
		for (Contender contender : this.contenders) {
			report.row(contender.title, contender.rate.text(), contender.rate.spread(), contender.megabytes.text(),
					contender.serverCpu.text(), contender.postgresCpu.text(),
					Figures.number(contender.client.median()) + " %", contender.heap());
		}
		Contender gateway = this.contenders.getFirst();
		for (Contender other : this.contenders.subList(1, this.contenders.size())) {
			report.note("gateway / %s: **%.2f** (ratio of the medians), %s in single rounds".formatted(other.title,
					gateway.rate.median() / other.rate.median(), gateway.rate.over(other.rate).spread()));
		}
		report.note("Most heap is what any collection of the runs that count has left; each server has " + this.jvm);
		report.note("Medians of " + this.plan.slices() + " alternating runs; CPU-µs per row; " + this.sizes);
		report.note("The servers send newest first, and their lines are counted; each peer was proved to do the same"
				+ " work before");
		report
			.note("COPY by psql to /dev/null, in the order of the table; its JSON has the columns alone, about half the"
					+ " bytes of data");
		report.note(this.postgres.settings());
		report.print("export", this.options);
	}

	private long copy(String sql) throws Exception {
		Process psql = new ProcessBuilder(this.postgres.program("psql"), "-X", "-q", "-h", "127.0.0.1", "-p",
				String.valueOf(this.postgres.port()), "-U", "postgres", "-d", "sluice", "-c", sql.replace('\n', ' '))
			.redirectOutput(Redirect.to(new java.io.File("/dev/null")))
			.redirectError(Redirect.INHERIT)
			.start();
		if (psql.waitFor() != 0) {
			throw new IllegalStateException("psql failed");
		}
		return 0;
	}

	/** A way to get all payments out; tells how many bytes came, where it knows. */
	private interface Way {

		long run() throws Exception;

	}

	/** A way with what it reached, by a server or without one. */
	private final class Contender {

		private final String title;

		private final @Nullable Application server;

		private final Way way;

		private final Figures rate = new Figures();

		private final Figures megabytes = new Figures();

		private final Figures serverCpu = new Figures();

		private final Figures postgresCpu = new Figures();

		private final Figures client = new Figures();

		private int collections;

		Contender(String title, @Nullable Application server, Way way) {
			this.title = title;
			this.server = server;
			this.way = way;
		}

		/** From here on its collections count. */
		void watchHeap() throws Exception {
			this.collections = (this.server != null) ? this.server.collectionLines() : 0;
		}

		/** The most that one of them has left, in MB. */
		String heap() throws Exception {
			return (this.server != null) ? String.valueOf(this.server.mostAfterCollection(this.collections)) : "–";
		}

		void slice(String when, boolean counts) throws Exception {
			long server = cpu();
			long postgres = Export.this.postgres.cpuMicros();
			long client = Cpu.ownMicros() + Cpu.endedMicros();
			long start = System.nanoTime();
			long bytes = this.way.run();
			double seconds = (System.nanoTime() - start) / 1e9;
			// A backend is in PostgreSQL's books once its end was noticed.
			Thread.sleep(200);
			server = cpu() - server;
			postgres = Export.this.postgres.cpuMicros() - postgres;
			client = Cpu.ownMicros() + Cpu.endedMicros() - client;
			double rows = Export.this.total;
			double share = 100.0 * client / Math.max(1, client + server + postgres);
			double serverCpu = (this.server != null) ? server / rows : Double.NaN;
			Progress.print(String.format(Locale.ROOT,
					"%-14s %-36s %10s rows/s  CPU-µs: server %s, PostgreSQL %s; client %.1f %%", when, this.title,
					Figures.number(rows / seconds), Figures.number(serverCpu), Figures.number(postgres / rows), share));
			if (counts) {
				this.rate.add(rows / seconds);
				this.megabytes.add((bytes > 0) ? bytes / 1e6 / seconds : Double.NaN);
				this.serverCpu.add(serverCpu);
				this.postgresCpu.add(postgres / rows);
				this.client.add(share);
			}
		}

		private long cpu() {
			return (this.server != null) ? this.server.cpuMicros() : 0;
		}

	}

}
