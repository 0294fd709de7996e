package dev.sluice.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import dev.sluice.http.traces.Span;
import dev.sluice.http.traces.Traces;
import dev.sluice.journal.retention.RetentionSettings;
import dev.sluice.journal.wakeups.GrowthListener;
import dev.sluice.journal.wakeups.Wakeups;
import dev.sluice.memory.PageSize;
import dev.sluice.postgres.Pages;
import dev.sluice.postgres.replica.ListSource;
import io.opentelemetry.api.trace.SpanKind;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/** The journals of all merchants. */
@Component
public class Journal {

	/** The number of the first parameter of a {@link Projection}. */
	public static final int FIRST_PARAMETER = 11;

	/** The newest position of the merchant {@code $1}, as an expression; 0 for none. */
	public static final String HEAD = """
			coalesce(greatest((select max(position) from journal where merchant_id = $1),
			                  (select greatest(purged, began_after) from journal_heads where merchant_id = $1)), 0)""";

	/** What is done is worth more than its trace. */
	private static final Duration LOOK_FOR_TRACE = Duration.ofMillis(500);

	private final GroupCommit commits;

	private final JournalReader reader;

	private final JournalTimes times;

	private final Wakeups wakeups;

	private final RetentionSettings retention;

	private final Traces traces;

	Journal(GroupCommit commits, JournalReader reader, JournalTimes times, Wakeups wakeups, RetentionSettings retention,
			Traces traces) {
		this.traces = traces;
		this.commits = commits;
		this.reader = reader;
		this.times = times;
		this.wakeups = wakeups;
		this.retention = retention;
	}

	/** How long an entry is kept; empty where that is for ever. */
	public Optional<Duration> retention() {
		return Optional.ofNullable(this.retention.retention());
	}

	/**
	 * Appends an entry and writes the state that it leaves behind, in one transaction
	 * with whatever else is appended at that moment.
	 * @return the entry's position once it is durable; {@link StaleVersion} where the
	 * subject is not at the version before, the projection's error where it refuses the
	 * change, a {@link dev.sluice.http.Problem} {@code overloaded} where too much is
	 * waiting already, of all merchants or of this one, and {@code outcome_unknown} where
	 * it may or may not have been appended. After any other error nothing was. A cancel
	 * ends the waiting, not the append.
	 */
	public <S> Mono<Long> append(Append<S> append, Projection<S> projection) {
		return this.traces.isOn()
				? this.traces.span("append", SpanKind.INTERNAL, (span) -> append(append, projection, span))
				: this.commits.append(append, projection);
	}

	/** Whoever goes on with the entry goes on from here. */
	private <S> Mono<Long> append(Append<S> append, Projection<S> projection, Span span) {
		if (!span.isRecorded()) {
			return this.commits.append(append, projection);
		}
		var _ = span.set("sluice.event.type", append.type())
			.set("sluice.event.subject", EventTypes.Subject.of(append.type()).write(append.subjectId()))
			.set("sluice.event.version", append.version());
		return this.commits.append(append.at(span.place()), projection).doOnNext((position) -> {
			var _ = span.set("sluice.event.position", position);
		});
	}

	/**
	 * Does something that goes on with what a subject's newest entry began, in the trace
	 * in which that was made.
	 * @param name what is done, in few words
	 * @return what the work does; where the trace cannot be looked up it is done without
	 */
	public <T> Mono<T> resume(UUID merchantId, UUID subjectId, String name, Mono<T> work) {
		return !this.traces.isOn() ? work
				: this.reader.trace(merchantId, subjectId)
					.map(Optional::of)
					.timeout(LOOK_FOR_TRACE)
					.onErrorComplete()
					.defaultIfEmpty(Optional.empty())
					.flatMap((kept) -> this.traces.resume(kept.orElse(null), name, SpanKind.INTERNAL, (span) -> work));
	}

	/** Where a merchant's journal begins and ends; never empty. */
	public Mono<Bounds> bounds(UUID merchantId) {
		return this.reader.bounds(merchantId);
	}

	/**
	 * As {@link #bounds(UUID)}, for a list or an export: they may be those of some time
	 * ago, but not of before the journal had a position.
	 */
	public Mono<Bounds> bounds(ListSource source, UUID merchantId, long atLeast) {
		return this.reader.bounds(source, merchantId, atLeast);
	}

	/**
	 * The next entries after a position, and how far they reach.
	 * @param upTo the last position to look at; one that exists
	 * @param size how much is wanted at the most
	 * @return never empty; its entries may be, where many are passed over that are not
	 * wanted; a {@link dev.sluice.http.Problem} {@code events_purged} where some of what
	 * follows the position is no longer kept
	 */
	public Mono<EntryPage> read(UUID merchantId, Selection selection, long after, long upTo, PageSize size) {
		return this.reader.read(merchantId, selection, after, upTo, size);
	}

	/**
	 * As {@link #read}, for a reader who is behind and keeps nobody from reading what is
	 * new meanwhile.
	 */
	public Mono<EntryPage> catchUp(UUID merchantId, Selection selection, long after, long upTo, PageSize size) {
		return this.reader.catchUp(merchantId, selection, after, upTo, size);
	}

	/** As {@link #read}, for a list: also from a replica that has all up to there. */
	public Mono<EntryPage> list(ListSource source, UUID merchantId, Selection selection, long after, long upTo,
			PageSize size) {
		return this.reader.list(source, merchantId, selection, after, upTo, size);
	}

	/**
	 * All entries after a position and up to another one, for an export: also from a
	 * replica that has them.
	 * @param size how much is read, and held for the reader, at once
	 * @return pages, oldest first, read as {@link Pages} does; at least one
	 */
	public Flux<EntryPage> readAll(ListSource source, UUID merchantId, Selection selection, long after, long upTo,
			PageSize size) {
		return Pages.read(this.reader.export(source, merchantId, selection, after, upTo, size),
				(page) -> (page.upTo() >= upTo) ? Mono.empty()
						: this.reader.export(source, merchantId, selection, page.upTo(), upTo, size));
	}

	/**
	 * Whatever comes next after a position.
	 * @return never empty; a page without entries where there is nothing yet
	 */
	public Mono<EntryPage> next(UUID merchantId, long after, PageSize size) {
		return this.reader.read(merchantId, Selection.ALL, after, Long.MAX_VALUE, size);
	}

	/**
	 * The entries at these positions, in any order; those that are purged or were never
	 * there are left out. Nobody is kept by it from reading what is new.
	 */
	public Flux<Entry> at(UUID merchantId, Collection<Long> positions) {
		return this.reader.at(merchantId, positions);
	}

	/**
	 * The position after which one has to read so as to miss nothing that was created at
	 * a time or later. Times go up with positions almost, but not quite, so that up to a
	 * minute more comes before it.
	 * @return never empty; the last position that is not kept where all that is kept is
	 * newer, the head where all is older
	 */
	public Mono<Long> before(UUID merchantId, Instant instant) {
		return this.times.before(merchantId, instant);
	}

	/** Whether there is an entry about a subject, or may have been; never empty. */
	public Mono<Boolean> mayKnow(UUID merchantId, UUID subjectId) {
		return this.reader.mayKnow(merchantId, subjectId);
	}

	/** The entry by which a subject came to a version; empty where there is none. */
	public Mono<Entry> find(UUID merchantId, UUID subjectId, int version) {
		return this.reader.find(merchantId, subjectId, version);
	}

	/** The newest entry of a subject at a time; empty where there was none yet. */
	public Mono<Entry> find(UUID merchantId, UUID subjectId, Instant at) {
		return this.reader.find(merchantId, subjectId, at);
	}

	/**
	 * Signals whenever a merchant's journal may have grown: at once for what this
	 * instance appends, soon for what others do, and every few seconds in any case.
	 * @return endless; signals that find no demand are joined into one; cancel to leave
	 */
	public Flux<UUID> grown(UUID merchantId) {
		return this.wakeups.of(merchantId);
	}

	/**
	 * Tells whenever anybody's journal may have grown, at once for what this instance
	 * appends and soon for what others do; it may be told late, twice or never. Both are
	 * called on threads that have other things to do, and must be quick.
	 * @param grown told whose
	 * @param missed told that it may be anybody's
	 * @return to be disposed of by whoever does not listen any more
	 */
	public Disposable onGrowth(Consumer<UUID> grown, Runnable missed) {
		return this.wakeups.tell(new GrowthListener(grown, missed));
	}

	/**
	 * The subject moved on since the change was decided: load it again and decide anew.
	 */
	public static final class StaleVersion extends RuntimeException {

		StaleVersion() {
			super("The subject is not at the version before this change", null, false, false);
		}

	}

}
