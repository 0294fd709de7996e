package dev.sluice.destinations.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.sluice.destinations.kafka.Batch.Part;
import dev.sluice.journal.Bounds;
import dev.sluice.journal.everyone.End;
import dev.sluice.journal.Journal;
import dev.sluice.journal.everyone.Journals;
import dev.sluice.journal.everyone.Passage;
import dev.sluice.journal.everyone.Stretch;
import dev.sluice.memory.PageSize;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;
import reactor.core.scheduler.Schedulers;

/** Reads the journals of all merchants on, from where each was left. */
final class Reading {

	/** So many are read at once, of each as much as the others leave. */
	private static final int MERCHANTS_AT_ONCE = 64;

	/** As long as another thread takes to say the same. */
	private static final Duration CONTENTION = Duration.ofMillis(10);

	private static final Logger log = LoggerFactory.getLogger(Reading.class);

	private final Backlog backlog = new Backlog();

	private final Sinks.Many<Boolean> missed = Sinks.many().multicast().directBestEffort();

	private final Journal journal;

	private final Journals everyone;

	private final RelayStore store;

	private final KafkaSettings settings;

	private final Figures figures;

	private final Set<UUID> wanted;

	private final Map<UUID, Long> cursors;

	/** From where they were left; at their beginning those that are not named. */
	Reading(Journal journal, Journals everyone, RelayStore store, KafkaSettings settings, Figures figures,
			Map<UUID, Long> cursors) {
		this.journal = journal;
		this.everyone = everyone;
		this.store = store;
		this.settings = settings;
		this.figures = figures;
		this.wanted = settings.worlds();
		this.cursors = cursors;
	}

	/**
	 * What comes next, whenever there is something.
	 * @return completes some time after {@link #end}, with nothing half read; an error
	 * where a journal could not be read
	 */
	Flux<Batch> batches() {
		Flux<Batch> batches = this.backlog.wanted()
			.publishOn(Schedulers.parallel())
			.then(Mono.defer(this::next))
			.repeat(() -> !this.backlog.isOver());
		return look().thenMany(Flux.merge(batches, looks()));
	}

	/** Ends with what is being read. */
	void end() {
		this.backlog.end();
		this.missed.emitComplete(EmitFailureHandler.busyLooping(CONTENTION));
	}

	/** A merchant's journal grew, or may have. */
	void grown(UUID merchant) {
		if (isWanted(merchant)) {
			if (this.backlog.knows(merchant)) {
				this.backlog.grown(merchant);
			}
			else {
				missed();
			}
		}
	}

	/** Anybody's may have. */
	void missed() {
		this.missed.emitNext(true, EmitFailureHandler.busyLooping(CONTENTION));
	}

	private boolean isWanted(UUID merchant) {
		return this.wanted.isEmpty() || this.wanted.contains(merchant);
	}

	/** Looks again whenever somebody may have been missed; no batch. */
	private Flux<Batch> looks() {
		return this.missed.asFlux().onBackpressureLatest().concatMap((missed) -> look(), 1).thenMany(Flux.empty());
	}

	private Mono<Void> look() {
		return this.everyone.ends()
			.filter((end) -> isWanted(end.merchant()))
			.collectList()
			.flatMap((ends) -> enterStrangers(ends).thenReturn(ends))
			.doOnNext(this::compare)
			.then();
	}

	private Mono<Void> enterStrangers(List<End> ends) {
		List<UUID> strangers = ends.stream()
			.map(End::merchant)
			.filter((merchant) -> !this.backlog.knows(merchant))
			.toList();
		return strangers.isEmpty() ? Mono.empty()
				: this.store.modes(strangers)
					.flatMap((modes) -> Flux.fromIterable(strangers)
						.concatMap((merchant) -> start(merchant).doOnNext((after) -> this.backlog
							.enter(Origin.of(merchant, Optional.ofNullable(modes.get(merchant))), after)))
						.then());
	}

	/** Where a journal begins that was left nowhere yet. */
	private Mono<Long> start(UUID merchant) {
		Long cursor = this.cursors.get(merchant);
		if (cursor != null) {
			return Mono.just(cursor);
		}
		return Mono.justOrEmpty(this.settings.from())
			.flatMap((from) -> this.journal.before(merchant, from))
			.defaultIfEmpty(0L);
	}

	private void compare(List<End> ends) {
		long missing = 0;
		for (End end : ends) {
			long reached = this.backlog.reached(end.merchant());
			passPurged(end.merchant(), reached, end.bounds().purged());
			if (end.bounds().head() > reached) {
				missing += end.bounds().head() - reached;
				this.backlog.grown(end.merchant());
			}
		}
		this.figures.looked(missing);
	}

	/** What is not kept any more nobody can relay. */
	private void passPurged(UUID merchant, long reached, long purged) {
		if (purged > reached) {
			this.backlog.reach(merchant, purged);
			if (reached > 0) {
				this.figures.passed(purged - reached);
				log.warn("Events {} to {} of {} were let go of before they were relayed to Kafka", reached + 1, purged,
						this.backlog.origin(merchant).id());
			}
		}
	}

	private Mono<Batch> next() {
		List<Stretch> stretches = this.backlog.take(MERCHANTS_AT_ONCE);
		if (stretches.isEmpty()) {
			return Mono.just(new Batch(List.of(), false));
		}
		PageSize page = this.settings.page();
		PageSize each = new PageSize(Math.max(1, page.items() / stretches.size()),
				Math.max(1, page.bytes() / stretches.size()));
		return this.everyone.across(stretches, each)
			.flatMap((passages) -> Flux.fromIterable(passages).concatMap(this::part).collectList())
			.map((parts) -> new Batch(parts, this.backlog.size() > 0));
	}

	private Mono<Part> part(Passage passage) {
		UUID merchant = passage.merchant();
		long next = this.backlog.reached(merchant) + 1;
		if (passage.first() != next) {
			return this.journal.bounds(merchant).flatMap((bounds) -> {
				requirePurged(passage, next, bounds);
				passPurged(merchant, next - 1, bounds.purged());
				this.backlog.grown(merchant);
				return Mono.empty();
			});
		}
		if (passage.last() - passage.first() + 1 != passage.entries().size()) {
			throw new IllegalStateException("The journal of " + merchant + " has a gap behind " + passage.first());
		}
		this.backlog.reach(merchant, passage.last());
		if (passage.full()) {
			this.backlog.grown(merchant);
		}
		return Mono.just(new Part(this.backlog.origin(merchant), passage.entries()));
	}

	private static void requirePurged(Passage passage, long next, Bounds bounds) {
		if (bounds.purged() < next) {
			throw new IllegalStateException(
					"The journal of " + passage.merchant() + " has a gap before " + passage.first());
		}
	}

}
