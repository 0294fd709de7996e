package dev.sluice.payments.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.sluice.values.TypeId;

/**
 * A stretch of the time that is compared, which holds no more operations of the gateway
 * than fit into memory. Stretches follow one another without a gap.
 *
 * @param range all that is compared
 * @param from the id from which on operations are in it
 * @param to the id before which
 * @param entries those of the gateway that are
 */
record Stretch(Range range, UUID from, UUID to, List<OwnEntry> entries) {

	/** How many operations one holds. */
	static final int MOST = 10_000;

	/** So long is one at the most. */
	static final Duration LONGEST = Duration.ofHours(6);

	/** What is written down at a processor a little before or after it was asked for. */
	private static final Duration BEFORE = Duration.ofMinutes(1);

	private static final Duration AFTER = Duration.ofMinutes(2);

	/**
	 * How much earlier or later than it was begun something may have been written down
	 * that the gateway knows nothing of. What it knows is looked for, whenever that was.
	 */
	private static final Duration MARGIN = Duration.ofHours(1);

	private static final int TIME_SHIFT = 16;

	/** What there is of a page that was to reach so far: only as far as it is full. */
	static Stretch of(Range range, UUID from, UUID to, List<OwnEntry> page) {
		if (page.size() < MOST) {
			return new Stretch(range, from, to, page);
		}
		UUID last = page.getLast().id().value();
		return new Stretch(range, from, new UUID(last.getMostSignificantBits(), last.getLeastSignificantBits() + 1),
				page);
	}

	/** Whether nothing comes after it. */
	boolean isLast() {
		return this.to.equals(this.range.last());
	}

	/** How long the next one had better be. */
	Duration next() {
		Duration length = Duration.between(time(this.from), time(this.to)).plusMillis(1);
		Duration next = (this.entries.size() < MOST / 4) ? length.multipliedBy(4) : length;
		return (next.compareTo(LONGEST) < 0) ? next : LONGEST;
	}

	/** From when on the processor's book is read. */
	Instant readFrom() {
		return mineFrom().minus(BEFORE);
	}

	/** Until when. */
	Instant readTo() {
		return mineTo().plus(AFTER);
	}

	/**
	 * Whether something that the gateway knows nothing of is to be told here: each in one
	 * stretch, by when it was written down, if it was begun in the range.
	 */
	boolean isMine(Instant writtenDown, UUID id) {
		return !writtenDown.isBefore(mineFrom()) && writtenDown.isBefore(mineTo()) && this.range.holds(id);
	}

	private Instant mineFrom() {
		Instant begin = time(this.from);
		return this.from.equals(this.range.first()) ? begin.minus(MARGIN) : begin;
	}

	private Instant mineTo() {
		Instant end = time(this.to);
		return isLast() ? end.plus(MARGIN) : end;
	}

	/** The time up to which it reaches. */
	Instant end() {
		return time(this.to);
	}

	static Instant time(UUID id) {
		return Instant.ofEpochMilli(id.getMostSignificantBits() >>> TIME_SHIFT);
	}

	/**
	 * The time that is compared, to the millisecond.
	 *
	 * @param from the first moment
	 * @param to the moment after the last one
	 */
	record Range(Instant from, Instant to) {

		/** The first id. */
		UUID first() {
			return TypeId.first(this.from);
		}

		/** The id after the last one. */
		UUID last() {
			return TypeId.first(this.to);
		}

		/** Ids are compared as the database does, without a sign. */
		boolean holds(UUID id) {
			Instant begun = time(id);
			return !begun.isBefore(Stretch.time(first())) && begun.isBefore(Stretch.time(last()));
		}

	}

}
