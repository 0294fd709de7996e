package dev.sluice.bench.export;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.sluice.bench.gateway.Gateway;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.gateway.Wire;
import dev.sluice.bench.programs.Cpu;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.programs.Profile;
import dev.sluice.bench.run.Figures;
import dev.sluice.bench.run.Folders;
import dev.sluice.bench.run.Options;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Progress;
import dev.sluice.bench.run.Report;

/** Every payment as a line of JSON, against what COPY makes of the same table. */
public final class Export {

	/** What is loaded in one transaction. */
	private final Plan plan;

	private final Options options;

	private final int rows;

	private final boolean jfr;

	private final Postgres postgres;

	private final Gateway gateway;

	private final List<Contender> contenders = new ArrayList<>();

	private final Figures heap = new Figures();

	private final String jvm;

	private String sizes = "";

	private long total;

	public Export(Plan plan, Options options) throws Exception {
		this.plan = plan;
		this.options = options;
		this.rows = options.number("rows", plan.smoke() ? 50_000 : 1_000_000);
		this.jfr = options.flag("jfr");
		Installation installation = new Installation(options, "-Xmx96m");
		this.jvm = String.join(" ", installation.jvm());
		this.postgres = installation.postgres();
		this.gateway = installation.gateway("gateway", List.of(), List.of());
	}

	public void run() throws Exception {
		load();
		this.contenders.add(new Contender("gateway, NDJSON", this::gateway));
		this.contenders.add(new Contender("COPY (SELECT json_build_object(…))", () -> copy(Schema.COPY_JSON)));
		this.contenders.add(new Contender("COPY of the same columns", () -> copy(Schema.COPY_COLUMNS)));
		this.contenders.add(new Contender("COPY (SELECT data)", () -> copy(Schema.COPY_DATA)));
		for (int i = 0; i < Math.min(3, this.plan.warmup()); i++) {
			for (Contender contender : this.contenders) {
				contender.slice("warm-up", false);
			}
		}
		int collections = this.gateway.application().collectionLines();
		for (int i = 0; i < this.plan.slices(); i++) {
			for (Contender contender : this.contenders) {
				contender.slice("run " + (i + 1) + "/" + this.plan.slices(), true);
			}
		}
		this.heap.add(this.gateway.application().mostAfterCollection(collections));
		report();
		if (this.jfr) {
			Profile.start(this.gateway.application());
			this.contenders.getFirst().slice("recorded", false);
			Profile.stop(this.gateway.application(), Folders.result("export.jfr"));
		}
	}

	private void load() throws Exception {
		this.gateway.pay();
		String data = Schema.sample(this.postgres).captured();
		Schema.load(this.postgres, data, this.rows);
		this.total = Long.parseLong(this.postgres.text("select count(*) from payments"));
		this.sizes = data.length() + " bytes of data in each; the table has "
				+ this.postgres.text("select pg_size_pretty(pg_table_size('payments'))");
	}

	private void report() throws Exception {
		Report report = new Report("Export of " + this.total + " payments: rows per second", "", "rows/s", "spread",
				"MB/s", "CPU-µs gateway", "CPU-µs PostgreSQL", "client's CPU");
		for (Contender contender : this.contenders) {
			report.row(contender.title, contender.rate.text(), contender.rate.spread(), contender.megabytes.text(),
					contender.gatewayCpu.text(), contender.postgresCpu.text(),
					Figures.number(contender.client.median()) + " %");
		}
		Contender gateway = this.contenders.getFirst();
		for (Contender other : this.contenders.subList(1, this.contenders.size())) {
			report.note("gateway / %s: **%.2f** (ratio of the medians), %s in single rounds".formatted(other.title,
					gateway.rate.median() / other.rate.median(), gateway.rate.over(other.rate).spread()));
		}
		report.note("Most heap of the gateway after a collection: " + Math.round(this.heap.median()) + " MB, with "
				+ this.jvm);
		report.note("Medians of " + this.plan.slices() + " alternating runs; CPU-µs per row; " + this.sizes);
		report
			.note("COPY by psql to /dev/null, in the order of the table; its JSON has the columns alone, about half the"
					+ " bytes of data. The gateway sends newest first; its lines are counted");
		report.note(this.postgres.settings());
		report.print("export", this.options);
	}

	/** The bytes that came. */
	private long gateway() throws IOException {
		try (SocketChannel channel = SocketChannel
			.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.gateway.port()))) {
			channel.write(ByteBuffer.wrap(Wire.ascii(
					"GET /v1/payments HTTP/1.1\r\nHost: 127.0.0.1:" + this.gateway.port() + "\r\nAuthorization: Bearer "
							+ Schema.KEY + "\r\nAccept: application/x-ndjson\r\nConnection: close\r\n\r\n")));
			ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024).order(ByteOrder.LITTLE_ENDIAN);
			long bytes = 0;
			long lines = 0;
			byte last = 0;
			for (int count = channel.read(buffer); count >= 0; count = channel.read(buffer.clear())) {
				lines += lines(buffer, count, last);
				last = buffer.get(count - 1);
				bytes += count;
			}
			if (lines != this.total) {
				throw new IllegalStateException(lines + " lines instead of " + this.total);
			}
			return bytes;
		}
	}

	/** Ends of lines that are not HTTP's own; eight bytes at a time. */
	private static int lines(ByteBuffer buffer, int count, byte before) {
		int lines = 0;
		int i = 0;
		for (; i + 8 <= count; i += 8) {
			long differs = buffer.getLong(i) ^ 0x0a0a0a0a0a0a0a0aL;
			if (((differs - 0x0101010101010101L) & ~differs & 0x8080808080808080L) != 0) {
				for (int j = i; j < i + 8; j++) {
					lines += isEnd(buffer, j, before) ? 1 : 0;
				}
			}
		}
		for (; i < count; i++) {
			lines += isEnd(buffer, i, before) ? 1 : 0;
		}
		return lines;
	}

	private static boolean isEnd(ByteBuffer buffer, int at, byte before) {
		return buffer.get(at) == '\n' && ((at > 0) ? buffer.get(at - 1) : before) != '\r';
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

	/** A way with what it reached. */
	private final class Contender {

		private final String title;

		private final Way way;

		private final Figures rate = new Figures();

		private final Figures megabytes = new Figures();

		private final Figures gatewayCpu = new Figures();

		private final Figures postgresCpu = new Figures();

		private final Figures client = new Figures();

		Contender(String title, Way way) {
			this.title = title;
			this.way = way;
		}

		void slice(String when, boolean counts) throws Exception {
			long gateway = Export.this.gateway.cpuMicros();
			long postgres = Export.this.postgres.cpuMicros();
			long client = Cpu.ownMicros() + Cpu.endedMicros();
			long start = System.nanoTime();
			long bytes = this.way.run();
			double seconds = (System.nanoTime() - start) / 1e9;
			// A backend is in PostgreSQL's books once its end was noticed.
			Thread.sleep(200);
			gateway = Export.this.gateway.cpuMicros() - gateway;
			postgres = Export.this.postgres.cpuMicros() - postgres;
			client = Cpu.ownMicros() + Cpu.endedMicros() - client;
			double rows = Export.this.total;
			double share = 100.0 * client / Math.max(1, client + gateway + postgres);
			Progress.print(String.format(Locale.ROOT,
					"%-14s %-36s %10s rows/s  CPU-µs: gateway %s, PostgreSQL %s; client %.1f %%", when, this.title,
					Figures.number(rows / seconds), Figures.number(gateway / rows), Figures.number(postgres / rows),
					share));
			if (counts) {
				this.rate.add(rows / seconds);
				this.megabytes.add((bytes > 0) ? bytes / 1e6 / seconds : Double.NaN);
				this.gatewayCpu.add((bytes > 0) ? gateway / rows : Double.NaN);
				this.postgresCpu.add(postgres / rows);
				this.client.add(share);
			}
		}

	}

}
