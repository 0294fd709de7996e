package dev.sluice.destinations.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.sluice.destinations.kafka.Batch.Part;
import dev.sluice.journal.Bounds;
import dev.sluice.journal.Entry;
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
import reactor.core.scheduler.Schedulers;

/** Reads the journals of all merchants on, from where each was left. */
final class Reading {

	/** So many are read at once, of each as much as the others leave. */
	private static final int MERCHANTS_AT_ONCE = 64;

	private static final Logger log = LoggerFactory.getLogger(Reading.class);

	private final Backlog backlog = new Backlog();

	private final Journal journal;

	private final Journals everyone;

	private final RelayStore store;

	private final KafkaSettings settings;

	private final Figures figures;

	private final Set<UUID> wanted;

	private final Map<UUID, Long> cursors;

	private final boolean first;

	/** From where they were left; at their beginning those that are not named. */
	Reading(Journal journal, Journals everyone, RelayStore store, KafkaSettings settings, Figures figures,
			Map<UUID, Long> cursors) {
		this.journal = journal;
		this.everyone = everyone;
		this.store = store;
		this.settings = settings;
		this.figures = figures;
		this.wanted = settings.worlds();
		this.cursors = new HashMap<>(cursors);
		this.first = cursors.isEmpty();
	}

	/**
	 * What comes next, whenever there is something. It is read when it is asked for.
	 * @return completes some time after {@link #end}, with nothing half read; an error
	 * where a journal could not be read
	 */
	Flux<Batch> batches() {
		this.backlog.missed();
		return this.backlog.wanted()
			.publishOn(Schedulers.parallel())
			.then(Mono.defer(this::lookIfWanted))
			.then(Mono.defer(this::next))
			.repeat(() -> !this.backlog.isOver());
	}

	/** Ends with what is being read. */
	void end() {
		this.backlog.end();
	}

	/** A merchant's journal grew, or may have. */
	void grown(UUID merchant) {
		if (isWanted(merchant)) {
			this.backlog.grown(merchant);
		}
	}

	/** Anybody's may have. */
	void missed() {
		this.backlog.missed();
	}

	private boolean isWanted(UUID merchant) {
		return this.wanted.isEmpty() || this.wanted.contains(merchant);
	}

	private Mono<Void> lookIfWanted() {
		return this.backlog.takeLook() ? look() : Mono.empty();
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
		Long cursor = this.cursors.remove(merchant);
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
			if (end.bounds().head() < reached) {
				leaveBehind(end, reached);
			}
			passPurged(end.merchant(), reached, end.bounds());
			long more = end.bounds().count(reached, end.bounds().head());
			if (more > 0) {
				missing += more;
				this.backlog.grown(end.merchant());
			}
		}
		this.figures.looked(missing);
	}

	/** What comes next there has positions that other events have in Kafka. */
	private void leaveBehind(End end, long reached) {
		if (this.backlog.leave(end.merchant())) {
			this.figures.leftBehind();
			log.error(
					"Kafka has events of {} up to {}, but the journal ends with {}: the database is of an earlier "
							+ "time. Nothing more is relayed of it",
					this.backlog.origin(end.merchant()).id(), reached, end.bounds().head());
		}
	}

	/** What is not kept any more nobody can relay; at the very first time nobody did. */
	private void passPurged(UUID merchant, long reached, Bounds bounds) {
		long purged = bounds.purged();
		if (purged > reached) {
			this.backlog.reach(merchant, purged);
			if (!this.first) {
				this.figures.passed(bounds.count(reached, purged));
				log.warn("Events {} to {} of {} were let go of before they were relayed to Kafka", reached + 1, purged,
						this.backlog.origin(merchant).id());
			}
		}
	}

	private Mono<Batch> next() {
		List<Stretch> stretches = this.backlog.take(MERCHANTS_AT_ONCE);
		if (stretches.isEmpty()) {
			return Mono.just(new Batch(List.of(), this.backlog.isWanted()));
		}
		PageSize page = this.settings.page();
		PageSize each = new PageSize(Math.max(1, page.items() / stretches.size()),
				Math.max(1, page.bytes() / stretches.size()));
		return this.everyone.across(stretches, each)
			.flatMap((passages) -> Flux.fromIterable(passages).concatMap(this::part).collectList())
			.map((parts) -> new Batch(parts, this.backlog.isWanted()));
	}

	private Mono<Part> part(Passage passage) {
		UUID merchant = passage.merchant();
		long reached = this.backlog.reached(merchant);
		if (passage.first() != reached + 1) {
			return this.journal.bounds(merchant).flatMap((bounds) -> {
				passGap(passage, reached, bounds);
				this.backlog.grown(merchant);
				return Mono.empty();
			});
		}
		List<Entry> entries = passage.unbroken();
		this.backlog.reach(merchant, entries.getLast().position());
		if (passage.full() || entries.size() < passage.entries().size()) {
			this.backlog.grown(merchant);
		}
		return Mono.just(new Part(this.backlog.origin(merchant), entries));
	}

	/** A gap is where entries were purged, or where a restored journal goes on. */
	private void passGap(Passage passage, long reached, Bounds bounds) {
		if (bounds.next(reached) == passage.first()) {
			this.backlog.reach(passage.merchant(), passage.first() - 1);
		}
		else if (bounds.purged() > reached) {
			passPurged(passage.merchant(), reached, bounds);
		}
		else {
			throw new IllegalStateException(
					"The journal of " + passage.merchant() + " has a gap before " + passage.first());
		}
	}

}
