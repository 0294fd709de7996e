package dev.sluice.bench.streams;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.sluice.bench.gateway.Gateway;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.programs.Cpu;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.programs.Profile;
import dev.sluice.bench.run.Figures;
import dev.sluice.bench.run.Folders;
import dev.sluice.bench.run.Options;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Progress;
import dev.sluice.bench.run.Report;
import org.HdrHistogram.Histogram;

/**
 * What very many streams cost while nothing happens, and how late they are when it does.
 */
public final class IdleStreams {

	private final Plan plan;

	private final Options options;

	private final int streams;

	private final int rate;

	private final int burst;

	private final boolean jfr;

	private final Postgres postgres;

	private final Gateway gateway;

	private final AckTimes acks = new AckTimes();

	private final String data;

	public IdleStreams(Plan plan, Options options) throws Exception {
		this.plan = plan;
		this.options = options;
		this.streams = options.number("streams", plan.smoke() ? 500 : 10_000);
		this.rate = options.number("rate", plan.smoke() ? 10 : 50);
		this.burst = options.number("burst", 1);
		this.jfr = options.flag("jfr");
		Installation installation = new Installation(options, Streams.JVM);
		this.postgres = installation.postgres();
		this.gateway = installation.gateway("gateway", Streams.AS_MANY_AS_WANTED, List.of());
		this.gateway.pay();
		this.data = Schema.sample(this.postgres).captured();
	}

	public void run() throws Exception {
		Report report = new Report(this.streams + " streams of one instance", "", "", "spread");
		heap(report);
		try (EventWriter writer = new EventWriter(this.postgres, this.data, this.acks);
				SseReceiver receiver = open(writer.head())) {
			Progress
				.print(this.streams + " streams are open; " + this.rate + " events/s in transactions of " + this.burst);
			writer.pace(this.rate, this.burst);
			for (int i = 0; i < this.plan.warmup(); i++) {
				slice("warm-up " + (i + 1) + "/" + this.plan.warmup(), writer, receiver);
			}
			Figures[] seen = { new Figures(), new Figures(), new Figures(), new Figures(), new Figures(),
					new Figures() };
			for (int i = 0; i < this.plan.slices(); i++) {
				double[] slice = slice("slice " + (i + 1) + "/" + this.plan.slices(), writer, receiver);
				for (int j = 0; j < seen.length; j++) {
					seen[j].add(slice[j]);
				}
			}
			String[] names = { "deliveries per second", "median from commit to socket, ms",
					"99th percentile from commit to socket, ms", "longest from commit to socket, ms",
					"CPU-µs of the gateway per delivery", "receiver's share of the CPU, %" };
			for (int j = 0; j < seen.length; j++) {
				report.row(names[j], seen[j].text(), seen[j].spread());
			}
			if (this.jfr) {
				Profile.start(this.gateway.application());
				slice("recorded", writer, receiver);
				Profile.stop(this.gateway.application(), Folders.result("idle.jfr"));
			}
			writer.stop();
			report.note("Ids: " + receiver.faults());
		}
		report.note(this.rate + " events/s of " + this.data.length() + " bytes of data to each of " + this.streams
				+ " streams, in transactions of " + this.burst);
		report
			.note("From commit to socket: from the moment at which the writer had PostgreSQL's answer to its commit to"
					+ " the return of the read on the receiver's socket, which waits for the receiver too; an event that was"
					+ " faster than that answer counts as 0");
		report.note("Medians of " + this.plan.slices() + " slices of " + this.plan.slice() + " s");
		report.note(this.postgres.settings());
		report.print("idle", this.options);
	}

	private SseReceiver open(long head) throws Exception {
		return new SseReceiver(this.gateway.port(), this.streams, head, this.acks);
	}

	/** Opens and closes some first, so that what is only loaded once is not counted. */
	private void heap(Report report) throws Exception {
		for (int i = 0; i < 2; i++) {
			try (SseReceiver _ = new SseReceiver(this.gateway.port(), Math.min(500, this.streams), head(), this.acks)) {
				Thread.sleep(1000);
			}
		}
		Thread.sleep(2000);
		Map<String, Long> before = this.gateway.application().liveHeap();
		long resident = Cpu.resident(this.gateway.application().pid());
		try (SseReceiver _ = open(head())) {
			Progress.print(this.streams + " idle streams are open");
			Thread.sleep(this.plan.smoke() ? 2000 : 20_000);
			Map<String, Long> during = this.gateway.application().liveHeap();
			long residentPerStream = (Cpu.resident(this.gateway.application().pid()) - resident) / this.streams;
			report.row("heap per idle stream, bytes",
					Figures.number((sum(during) - sum(before)) / (double) this.streams), "");
			report.row("resident memory per idle stream, bytes", Figures.number(residentPerStream), "");
			print(before, during);
		}
		Thread.sleep(2000);
		Progress.print(String.format(Locale.ROOT, "heap after they have left: %.1f MB, before they came: %.1f MB",
				sum(this.gateway.application().liveHeap()) / 1e6, sum(before) / 1e6));
	}

	/** What a stream holds, by class. */
	private void print(Map<String, Long> before, Map<String, Long> during) {
		Map<String, Long> more = new HashMap<>(during);
		before.forEach((type, bytes) -> more.merge(type, -bytes, Long::sum));
		Progress.print("heap per idle stream: " + sum(more) / this.streams + " bytes, of which");
		more.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Long>comparingByValue().reversed())
			.limit(40)
			.forEach((entry) -> System.out.printf(Locale.ROOT, "    %,8.0f  %s%n",
					entry.getValue() / (double) this.streams, entry.getKey()));
	}

	private static long sum(Map<String, Long> bytes) {
		return bytes.values().stream().mapToLong(Long::longValue).sum();
	}

	private long head() throws Exception {
		return Schema.head(this.postgres);
	}

	private double[] slice(String when, EventWriter writer, SseReceiver receiver) throws Exception {
		receiver.record();
		long start = System.nanoTime();
		long deliveries = receiver.deliveries();
		long cpu = this.gateway.cpuMicros();
		long database = this.postgres.cpuMicros();
		long own = Cpu.ownMicros();
		Thread.sleep(Math.round(this.plan.slice() * 1000));
		Histogram latencies = receiver.recorded();
		double seconds = (System.nanoTime() - start) / 1e9;
		deliveries = receiver.deliveries() - deliveries;
		cpu = this.gateway.cpuMicros() - cpu;
		own = Cpu.ownMicros() - own;
		database = this.postgres.cpuMicros() - database;
		double[] seen = { deliveries / seconds, latencies.getValueAtPercentile(50) / 1e6,
				latencies.getValueAtPercentile(99) / 1e6, latencies.getMaxValue() / 1e6,
				cpu / (double) Math.max(1, deliveries), 100.0 * own / Math.max(1, own + cpu + database) };
		Progress.print(String.format(Locale.ROOT,
				"%-14s %10s deliveries/s, p50 %s ms, p99 %s ms, max %s ms; CPU-µs %s; receiver %.1f %%; %s; the slowest is %d"
						+ " events behind",
				when, Figures.number(seen[0]), Figures.number(seen[1]), Figures.number(seen[2]),
				Figures.number(seen[3]), Figures.number(seen[4]), seen[5], receiver.faults(),
				writer.head() - receiver.slowest()));
		return seen;
	}

}
