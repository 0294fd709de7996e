package dev.sluice.bench.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.sluice.bench.gateway.Gateway;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
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

/** How many events a second reach many streams, as fast as the slowest of them takes. */
public final class Streams {

	/** The gateway's JVM where the options name none. */
	static final String JVM = "-Xms1g -Xmx1g";

	/** So that the gateway takes all streams of its one merchant. */
	static final List<String> AS_MANY_AS_WANTED = List.of("--sluice.feed.max-streams=100000",
			"--sluice.feed.max-streams-per-merchant=100000");

	private static final String SMALL = "{\"id\":\"pay_00000000000000000000000000\",\"status\":\"captured\"}";

	private final Plan plan;

	private final Options options;

	private final int streams;

	private final boolean small;

	private final int window;

	private final int batch;

	private final String sink;

	private final boolean jfr;

	private final Postgres postgres;

	private final List<Contender> contenders = new ArrayList<>();

	private final AckTimes acks = new AckTimes();

	private final String data;

	public Streams(Plan plan, Options options) throws Exception {
		this.plan = plan;
		this.options = options;
		this.streams = options.number("streams", plan.smoke() ? 50 : 500);
		this.small = options.flag("small");
		this.window = options.number("window", 1024);
		this.batch = options.number("batch", 64);
		this.sink = options.text("stock-sink", "buffer");
		this.jfr = options.flag("jfr");
		boolean stock = options.text("contender", "stock").equals("stock");
		Installation installation = new Installation(options, JVM);
		this.postgres = installation.postgres();
		Gateway gateway = installation.gateway("gateway", AS_MANY_AS_WANTED, List.of());
		gateway.pay();
		this.data = this.small ? SMALL : Schema.sample(this.postgres).captured();
		this.contenders.add(new Contender(gateway.application(), "gateway"));
		if (stock) {
			this.contenders.add(new Contender(stock(installation.jvm()), "stock ServerSentEvent, sink: " + this.sink));
		}
	}

	private Application stock(List<String> jvm) throws Exception {
		return new Application("stock", jvm,
				List.of("-cp", System.getProperty("java.class.path"), StockStreams.class.getName()),
				List.of("--bench.sink=" + this.sink,
						"--bench.jdbc=jdbc:postgresql://127.0.0.1:" + this.postgres.port() + "/sluice?user=postgres"),
				"/ready", "");
	}

	public void run() throws Exception {
		for (int i = 0; i < this.plan.warmup(); i++) {
			for (Contender contender : this.contenders) {
				contender.slice("warm-up " + (i + 1) + "/" + this.plan.warmup(), false);
			}
		}
		for (int i = 0; i < this.plan.slices(); i++) {
			for (Contender contender : this.contenders) {
				contender.slice("slice " + (i + 1) + "/" + this.plan.slices(), true);
			}
		}
		report();
		if (this.jfr) {
			Contender gateway = this.contenders.getFirst();
			Profile.start(gateway.application);
			gateway.slice("recorded", false);
			Profile.stop(gateway.application, Folders.result("streams.jfr"));
		}
	}

	private void report() throws Exception {
		Report report = new Report("Streams: deliveries per second to " + this.streams + " streams", "", "deliveries/s",
				"spread", "CPU-µs", "MB/s", "PostgreSQL's CPU", "receiver's CPU", "missing", "repeated");
		for (Contender contender : this.contenders) {
			report.row(contender.title, contender.rate.text(), contender.rate.spread(), contender.cpu.text(),
					contender.megabytes.text(), Figures.number(contender.postgresShare.median()) + " %",
					Figures.number(contender.receiver.median()) + " %", String.valueOf(contender.holes),
					String.valueOf(contender.repeats));
		}
		Contender gateway = this.contenders.getFirst();
		for (Contender other : this.contenders.subList(1, this.contenders.size())) {
			report
				.note("%s / %s: **%.1f** (ratio of the medians), %s in single rounds; CPU per delivery %.1f times less"
					.formatted(gateway.title, other.title, gateway.rate.median() / other.rate.median(),
							gateway.rate.over(other.rate).spread(), other.cpu.median() / gateway.cpu.median()));
		}
		report.note("Data of " + this.data.length() + " bytes in each event" + (this.small ? " (--small)" : ""));
		report
			.note(this.plan.slices() + " alternating slices of " + this.plan.slice() + " s after " + this.plan.warmup()
					+ " of warm-up; CPU-µs of the server per delivery; the other shares are of all CPU that was used");
		report.note("Events come from the database in transactions of " + this.batch + " and at most " + this.window
				+ " ahead of the slowest stream; every id is checked");
		report.note(this.postgres.settings());
		report.print("streams", this.options);
	}

	/** A server that streams events. */
	private final class Contender {

		private final Application application;

		private final String title;

		private final Figures rate = new Figures();

		private final Figures cpu = new Figures();

		private final Figures megabytes = new Figures();

		private final Figures postgresShare = new Figures();

		private final Figures receiver = new Figures();

		private long holes;

		private long repeats;

		Contender(Application application, String title) {
			this.application = application;
			this.title = title;
		}

		void slice(String when, boolean counts) throws Exception {
			Streams bench = Streams.this;
			try (EventWriter writer = new EventWriter(bench.postgres, bench.data, bench.acks);
					SseReceiver receiver = new SseReceiver(this.application.port(), bench.streams, writer.head(),
							bench.acks)) {
				Thread.sleep(500);
				writer.follow(bench.batch, bench.window, receiver::slowest);
				Thread.sleep(1000);
				long[] before = look(receiver);
				Thread.sleep(Math.round(bench.plan.slice() * 1000));
				long[] after = look(receiver);
				writer.stop();
				String lag = finish(writer.head(), receiver);
				add(when, counts, minus(after, before), receiver, lag);
			}
			Thread.sleep(500);
		}

		private String finish(long head, SseReceiver receiver) throws InterruptedException {
			for (int i = 0; i < 100 && receiver.slowest() < head; i++) {
				Thread.sleep(100);
			}
			long lag = head - receiver.slowest();
			return (lag > 0) ? "; the slowest stream never got the last " + lag : "";
		}

		private void add(String when, boolean counts, long[] seen, SseReceiver receiver, String lag) {
			double seconds = seen[0] / 1e9;
			double count = Math.max(1, seen[1]);
			double all = Math.max(1, seen[3] + seen[4] + seen[5]);
			Progress.print(String.format(Locale.ROOT,
					"%-14s %-36s %10s/s  CPU-µs %6s, %s MB/s; PostgreSQL %.1f %%, receiver %.1f %%; %s%s", when,
					this.title, Figures.number(seen[1] / seconds), Figures.number(seen[3] / count),
					Figures.number(seen[2] / 1e6 / seconds), 100 * seen[4] / all, 100 * seen[5] / all,
					receiver.faults(), lag));
			if (counts) {
				this.rate.add(seen[1] / seconds);
				this.cpu.add(seen[3] / count);
				this.megabytes.add(seen[2] / 1e6 / seconds);
				this.postgresShare.add(100 * seen[4] / all);
				this.receiver.add(100 * seen[5] / all);
				this.holes += receiver.holes();
				this.repeats += receiver.repeats();
			}
		}

		private long[] look(SseReceiver receiver) {
			return new long[] { System.nanoTime(), receiver.deliveries(), receiver.bytes(),
					this.application.cpuMicros(), Streams.this.postgres.cpuMicros(), Cpu.ownMicros() };
		}

		private static long[] minus(long[] after, long[] before) {
			long[] difference = new long[after.length];
			for (int i = 0; i < after.length; i++) {
				difference[i] = after[i] - before[i];
			}
			return difference;
		}

	}

}
