package dev.sluice.destinations.kafka;

import java.util.Map;
import java.util.UUID;

import dev.sluice.journal.Journal;
import dev.sluice.journal.everyone.Journals;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The time in which this instance relays, from when it takes over until it ends. */
final class Shift {

	private final Cluster cluster;

	private final Journal journal;

	private final Journals everyone;

	private final RelayStore store;

	private final KafkaSettings settings;

	private final Figures figures;

	private final Scheduler scheduler;

	private final Runnable begun;

	private boolean ended;

	private @Nullable Reading reading;

	/**
	 * On a thread of its own, since Kafka's clients block.
	 * @param begun told when it has taken over
	 */
	Shift(Cluster cluster, Journal journal, Journals everyone, RelayStore store, KafkaSettings settings,
			Figures figures, Scheduler scheduler, Runnable begun) {
		this.cluster = cluster;
		this.journal = journal;
		this.everyone = everyone;
		this.store = store;
		this.settings = settings;
		this.figures = figures;
		this.scheduler = scheduler;
		this.begun = begun;
	}

	/**
	 * Relays. It must not be cancelled, which would interrupt Kafka's client at whatever
	 * it does.
	 * @return completes after {@link #end}, when all is written that was read; an error
	 * where either side failed, after which all that is not in Kafka is read again
	 */
	Mono<Void> work() {
		return Mono.fromCallable(() -> new Line(this.cluster.takeOver(), this.settings, this.figures))
			.subscribeOn(this.scheduler)
			.flatMap((line) -> Mono.using(() -> line, this::relay, Line::close));
	}

	/** One batch is read while the one before it is written. */
	private Mono<Void> relay(Line line) {
		return Mono.fromCallable(this.cluster::cursors)
			.map(this::begin)
			.doOnNext((reading) -> this.begun.run())
			.flatMap((reading) -> reading.batches()
				.concatMap(Mono::just, 1)
				.publishOn(this.scheduler, 1)
				.doOnNext(line::bring)
				.doOnComplete(line::commit)
				.then());
	}

	private synchronized Reading begin(Map<UUID, Long> cursors) {
		Reading begun = new Reading(this.journal, this.everyone, this.store, this.settings, this.figures, cursors);
		this.reading = begun;
		if (this.ended) {
			begun.end();
		}
		return begun;
	}

	private synchronized @Nullable Reading reading() {
		return this.reading;
	}

	/** Ends with what is under way. */
	void end() {
		Reading begun;
		synchronized (this) {
			this.ended = true;
			begun = this.reading;
		}
		if (begun != null) {
			begun.end();
		}
	}

	/** A merchant's journal grew, or may have. */
	void grown(UUID merchant) {
		Reading begun = reading();
		if (begun != null) {
			begun.grown(merchant);
		}
	}

	/** Anybody's may have. */
	void missed() {
		Reading begun = reading();
		if (begun != null) {
			begun.missed();
		}
	}

}
