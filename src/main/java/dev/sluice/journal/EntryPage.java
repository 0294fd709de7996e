package dev.sluice.journal;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.sluice.memory.PageSize;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a merchant's journal.
 *
 * @param entries what is wanted of it, oldest first
 * @param upTo the position it reaches to; nothing that is wanted is missing up to there
 * @param full whether it ends there because it holds no more
 */
public record EntryPage(List<Entry> entries, long upTo, boolean full) {

	/** They come in this order; no join has to promise it. */
	private static final Comparator<Entry> BY_POSITION = Comparator.comparingLong(Entry::position);

	/** A page ends before the first entry whose data is not with it. */
	static EntryPage of(List<Found> found, long after, long upTo, PageSize size) {
		List<Entry> entries = found.stream().flatMap(Found::stream).sorted(BY_POSITION).toList();
		long last = entries.isEmpty() ? after : entries.getLast().position();
		EntryPage full = new EntryPage(entries, last, true);
		if (!entries.isEmpty()
				&& (entries.size() == size.items() || full.bytes() >= size.bytes() || found.size() > entries.size())) {
			return full;
		}
		Long beyond = found.isEmpty() ? null : found.getFirst().beyond();
		long reached = (beyond != null) ? Math.min(beyond - 1, upTo) : (upTo < Long.MAX_VALUE) ? upTo : last;
		return new EntryPage(entries, Math.max(after, reached), false);
	}

	/** How much the documents of its entries weigh. */
	public long bytes() {
		return this.entries.stream().mapToLong(Entry::bytes).sum();
	}

	/**
	 * A row that a page is made of.
	 *
	 * @param beyond the first position behind the stretch that was looked at; null where
	 * there is none
	 * @param entry null where there is none, or not its data
	 */
	record Found(@Nullable Long beyond, @Nullable Entry entry) {

		static Found read(Readable row, long after) {
			long purged = Objects.requireNonNull(row.get(0, Long.class));
			if (after < purged) {
				throw Bounds.purged(purged);
			}
			return new Found(row.get(1, Long.class), (row.get(8) != null) ? Entry.read(row, 2) : null);
		}

		private Stream<Entry> stream() {
			return Stream.ofNullable(this.entry);
		}

	}

}
