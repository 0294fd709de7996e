package dev.sluice.bench.contest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.bench.run.Figures;
import dev.sluice.bench.run.Progress;
import dev.sluice.bench.run.Report;

/** Workers that take turns at the same piece of work, each of them to its end. */
public final class Turns {

	private final String name;

	private final Map<Worker, Seen> seen = new LinkedHashMap<>();

	/** Turns of these, the one that is compared with the others first. */
	public Turns(String name, List<? extends Worker> workers) {
		this.name = name;
		workers.forEach((worker) -> this.seen.put(worker, new Seen()));
	}

	/** The turns that do not count. */
	public void warmUp(int rounds) throws Exception {
		for (int i = 1; i <= rounds; i++) {
			for (Worker worker : this.seen.keySet()) {
				work(worker, "warm-up " + i + "/" + rounds);
			}
		}
	}

	/** The turns that do. */
	public void run(int rounds) throws Exception {
		for (int i = 1; i <= rounds; i++) {
			for (Map.Entry<Worker, Seen> each : this.seen.entrySet()) {
				each.getValue().add(work(each.getKey(), "slice " + i + "/" + rounds));
			}
		}
	}

	private Done work(Worker worker, String when) throws Exception {
		Done done = worker.work();
		Progress.print("%s, %-12s %-38s %s".formatted(this.name, when, worker.title(), done.line()));
		return done;
	}

	/**
	 * Starts a table of what came of it.
	 * @param what is counted
	 * @param other for whom it is done
	 */
	public Report report(String title, String what, String other) {
		Report report = new Report(title, "", what + "/s", "spread", "CPU-µs", "spread", "CPU-µs PostgreSQL",
				"CPU-µs " + other);
		this.seen.forEach((worker, figures) -> report.row(worker.title(), figures.rate.text(), figures.rate.spread(),
				figures.server.text(), figures.server.spread(), figures.postgres.text(), figures.other.text()));
		Map.Entry<Worker, Seen> first = this.seen.entrySet().iterator().next();
		this.seen.entrySet().stream().skip(1).forEach((rival) -> {
			Seen mine = first.getValue();
			Seen its = rival.getValue();
			report.note(("%s / %s: **%.2f** times the rate (ratio of the medians), %s in single rounds; %.2f times the"
					+ " CPU, %s in single rounds")
				.formatted(first.getKey().title(), rival.getKey().title(), mine.rate.median() / its.rate.median(),
						mine.rate.over(its.rate).spread(), mine.server.median() / its.server.median(),
						mine.server.over(its.server).spread()));
		});
		return report;
	}

	/** What one of them has reached in all turns that count. */
	private static final class Seen {

		private final Figures rate = new Figures();

		private final Figures server = new Figures();

		private final Figures postgres = new Figures();

		private final Figures other = new Figures();

		void add(Done done) {
			this.rate.add(done.rate());
			this.server.add(done.server());
			this.postgres.add(done.postgres());
			this.other.add(done.other());
		}

	}

}
