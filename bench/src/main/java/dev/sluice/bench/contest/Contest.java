package dev.sluice.bench.contest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Progress;
import dev.sluice.bench.run.Report;

/** Contenders that take turns. */
public final class Contest {

	private static final int CALLED = 5;

	private final String name;

	private final Plan plan;

	private final Map<Contender, Score> scores = new LinkedHashMap<>();

	public Contest(String name, Plan plan, List<? extends Contender> contenders) {
		this.name = name;
		this.plan = plan;
		contenders.forEach((contender) -> this.scores.put(contender, new Score()));
	}

	/** The slices that do not count; a server that is slow then is given more of them. */
	public void warmUp() throws Exception {
		for (int i = 1; i <= this.plan.warmup(); i++) {
			for (Map.Entry<Contender, Score> each : this.scores.entrySet()) {
				each.getValue().warmUp(slice(each.getKey(), "warm-up " + i + "/" + this.plan.warmup()));
			}
		}
		for (Map.Entry<Contender, Score> each : this.scores.entrySet()) {
			while (each.getKey() instanceof HttpContender && each.getValue().before() < this.plan.warm()) {
				each.getValue().warmUp(slice(each.getKey(), "more warm-up"));
			}
		}
	}

	/** The slices that do. */
	public void run() throws Exception {
		for (int i = 1; i <= this.plan.slices(); i++) {
			for (Map.Entry<Contender, Score> each : this.scores.entrySet()) {
				each.getValue().add(slice(each.getKey(), "slice " + i + "/" + this.plan.slices()));
			}
		}
	}

	private Measured slice(Contender contender, String when) throws Exception {
		Measured measured = contender.slice(this.plan.slice());
		Progress.print("%s, %-12s %-38s %s".formatted(this.name, when, contender.title(), measured.line()));
		return measured;
	}

	public Score score(Contender contender) {
		return this.scores.getOrDefault(contender, new Score());
	}

	/** Starts a table of what came of it. */
	public Report report(String title, String what) {
		return report(title, what, "");
	}

	/**
	 * As {@link #report(String, String)}, with the CPU of whom the servers call.
	 * @param called who that is; empty for nobody
	 */
	public Report report(String title, String what, String called) {
		List<String> columns = new ArrayList<>(List.of("", what + "/s", "spread", "CPU-µs server", "CPU-µs PostgreSQL",
				"CPU-µs " + called, "generator's CPU", "p50 ms", "p99 ms", "errors"));
		if (called.isEmpty()) {
			columns.remove(CALLED);
		}
		Report report = new Report(title, columns.toArray(String[]::new));
		this.scores.forEach((contender, score) -> {
			List<String> cells = new ArrayList<>(List.of(score.row(contender.title())));
			if (!called.isEmpty()) {
				cells.add(CALLED, score.called().text());
			}
			report.row(cells.toArray(String[]::new));
		});
		Map.Entry<Contender, Score> first = this.scores.entrySet().iterator().next();
		this.scores.entrySet().stream().skip(1).forEach((other) -> {
			double ratio = first.getValue().rate().median() / other.getValue().rate().median();
			report.note("%s / %s: **%.2f** times the rate (ratio of the medians), %s in single rounds".formatted(
					first.getKey().title(), other.getKey().title(), ratio,
					first.getValue().rate().over(other.getValue().rate()).spread()));
		});
		report.note(("%d alternating slices of %s s after %d of warm-up, in which %s had answered %,d requests; CPU-µs"
				+ " per operation; the generator's CPU is its share of all that was used")
			.formatted(this.plan.slices(), this.plan.slice(), this.plan.warmup(), first.getKey().title(),
					first.getValue().before()));
		return report;
	}

}
