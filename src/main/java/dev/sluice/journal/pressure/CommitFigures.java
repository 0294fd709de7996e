package dev.sluice.journal.pressure;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

/** What operators see of the commits of appends. Each batch is looked at once. */
@Component
public class CommitFigures {

	private static final Duration[] BUCKETS = { Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5),
			Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMillis(100),
			Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(3),
			Duration.ofSeconds(10) };

	private final MeterRegistry meters;

	private final DistributionSummary batchSizes;

	private final Timer waits;

	private final Timer commits;

	private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);

	CommitFigures(MeterRegistry meters) {
		this.meters = meters;
		this.batchSizes = DistributionSummary.builder("sluice.journal.batch.size")
			.description("Appends that were committed together")
			.register(meters);
		this.waits = Timer.builder("sluice.journal.wait")
			.description("How long the first append of a batch had waited when its commit began")
			.serviceLevelObjectives(BUCKETS)
			.register(meters);
		this.commits = Timer.builder("sluice.journal.commit")
			.description("How long commits took, from their begin until their outcome was certain")
			.serviceLevelObjectives(BUCKETS)
			.register(meters);
		for (Reason reason : Reason.values()) {
			this.refused.put(reason,
					Counter.builder("sluice.journal.appends.refused")
						.description("Appends that were refused before anything was written, by the reason")
						.tag("reason", reason.label())
						.register(meters));
		}
	}

	/** Shows how many appends there are now, of how many there may be. */
	public void watch(Supplier<Number> pending, int limit) {
		var _ = Gauge.builder("sluice.journal.appends.pending", pending)
			.description("Appends that wait or are being committed")
			.register(this.meters);
		var _ = Gauge.builder("sluice.journal.appends.limit", () -> limit)
			.description("Appends that may wait or be committed before more are refused")
			.register(this.meters);
	}

	/**
	 * A commit begins.
	 * @param since when the first of its appends came
	 * @return now; both by the clock of this machine that never goes back
	 */
	public long begun(int appends, long since) {
		long now = System.nanoTime();
		this.batchSizes.record(appends);
		this.waits.record(now - since, TimeUnit.NANOSECONDS);
		return now;
	}

	/** A commit that began then has ended. */
	public void ended(long begun) {
		this.commits.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
	}

	/** An append was refused. */
	public void refused(Reason reason) {
		Counter counter = this.refused.get(reason);
		if (counter != null) {
			counter.increment();
		}
	}

	/** Why an append is refused before anything is written. */
	public enum Reason {

		/** There is no place for it, of all or of its merchant's. */
		FULL,

		/** A commit of its merchant takes so long that it would wait in vain. */
		STUCK,

		/** No commit was begun for it in time. */
		LATE;

		private String label() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
