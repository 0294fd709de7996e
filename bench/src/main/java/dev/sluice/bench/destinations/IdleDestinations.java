package dev.sluice.bench.destinations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.sluice.bench.gateway.Gateway;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Figures;
import dev.sluice.bench.run.Progress;
import dev.sluice.bench.run.Report;

/** What destinations cost of whose merchants nothing happens, few of them and many. */
final class IdleDestinations {

	/** How many destinations a merchant may have. */
	static final int EACH = 100;

	private static final int FEW = 10;

	/** Whose journal is that of the deliveries. */
	private static final int OTHER_MERCHANTS = 1;

	private static final int EVENTS = 10;

	private static final int MAKERS = 8;

	private static final long SETTLE_MILLIS = 12_000;

	private final int count;

	private final int seconds;

	private final Gateway gateway;

	private final Postgres postgres;

	private final WebhookReceiver receiver;

	private final DestinationApi api;

	private final List<DestinationApi.Made> made = new ArrayList<>();

	private final Report report;

	/**
	 * So many of them.
	 * @param seconds for how long queries are counted
	 */
	IdleDestinations(int count, int seconds, Gateway gateway, Postgres postgres, WebhookReceiver receiver,
			DestinationApi api) {
		this.count = count;
		this.seconds = seconds;
		this.gateway = gateway;
		this.postgres = postgres;
		this.receiver = receiver;
		this.api = api;
		this.report = new Report("%,d destinations at rest, of %d merchants".formatted(count, merchants()), "",
				FEW + " destinations", "%,d destinations".formatted(count));
	}

	/** Measures them one after the other; the table of what came of it. */
	Report run(Schema.Sample sample) throws Exception {
		this.receiver.clear();
		Schema.fill(this.postgres, sample, OTHER_MERCHANTS + 1, OTHER_MERCHANTS + merchants(), EVENTS);
		make(FEW);
		deliver(sample);
		Thread.sleep(SETTLE_MILLIS);
		Map<String, Long> few = this.gateway.application().liveHeap();
		Rest fewAtRest = Rest.during(this.postgres, this.gateway, this.seconds);
		long begun = System.nanoTime();
		make(this.count - FEW);
		Progress.print("made after %.1f s".formatted((System.nanoTime() - begun) / 1e9));
		awaitHeld();
		Thread.sleep(SETTLE_MILLIS);
		Map<String, Long> many = this.gateway.application().liveHeap();
		Rest manyAtRest = Rest.during(this.postgres, this.gateway, this.seconds);
		heap("heap per destination, bytes", few, many);
		double seconds = deliver(sample);
		Thread.sleep(SETTLE_MILLIS);
		heap("after each was brought something, bytes", few, this.gateway.application().liveHeap());
		fewAtRest.rows(manyAtRest, this.report);
		this.report.note(
				"Heap: all that is reachable after a full collection, less the same with %d destinations".formatted(FEW)
						+ ", by how many came, with what else is kept of their merchants");
		this.report.note("At rest for " + this.seconds + " s: transactions and rows by pg_stat_database, whoever begins"
				+ " them in this database");
		this.report
			.note(("One event of each merchant at once is %,d deliveries: the last one came %.1f s after the first;"
					+ " every position is checked")
				.formatted(this.count, seconds));
		this.report.note(this.postgres.settings());
		return this.report;
	}

	private int merchants() {
		return Math.ceilDiv(this.count, EACH);
	}

	private void make(int more) throws Exception {
		int from = this.made.size();
		List<Future<DestinationApi.Made>> asked = new ArrayList<>();
		try (ExecutorService makers = Executors.newFixedThreadPool(MAKERS)) {
			for (int i = from; i < from + more; i++) {
				String key = Schema.secret(OTHER_MERCHANTS + 1 + i % merchants());
				asked.add(makers.submit(() -> this.api.add(key, "\"now\"")));
			}
			for (Future<DestinationApi.Made> each : asked) {
				this.made.add(each.get());
			}
		}
	}

	/** An instance takes some of them with each sign of life that it gives. */
	private void awaitHeld() throws Exception {
		for (int i = 0; Long.parseLong(this.postgres.text(Schema.HELD_DESTINATIONS)) < this.count; i++) {
			if (i > 600) {
				throw new IllegalStateException("Not all destinations were taken");
			}
			Thread.sleep(500);
		}
	}

	/** Brings all of them the next event; from the first to the last delivery. */
	private double deliver(Schema.Sample sample) throws Exception {
		this.receiver.clear();
		int position = Integer.parseInt(this.postgres.text(Schema.HIGHEST_OF_SECOND)) + 1;
		Schema.fill(this.postgres, sample, OTHER_MERCHANTS + 1, OTHER_MERCHANTS + merchants(), 1);
		this.receiver.await(this.made.size());
		for (DestinationApi.Made each : this.made) {
			this.receiver.inbox(each.id()).check(position, position, each.secret());
		}
		return this.receiver.seconds();
	}

	private void heap(String what, Map<String, Long> before, Map<String, Long> after) {
		Map<String, Long> more = new HashMap<>(after);
		before.forEach((type, bytes) -> more.merge(type, -bytes, Long::sum));
		double each = this.count - FEW;
		double all = more.values().stream().mapToLong(Long::longValue).sum() / each;
		this.report.row(what, "–", Figures.number(all));
		Progress.print(what + ": " + Figures.number(all) + ", of which");
		more.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Long>comparingByValue().reversed())
			.limit(15)
			.forEach((entry) -> System.out.printf(Locale.ROOT, "    %,8.1f  %s%n", entry.getValue() / each,
					entry.getKey()));
	}

}
