package dev.sluice.journal;

import java.util.List;

/**
 * A stretch of a merchant's journal.
 *
 * @param entries what is wanted of it, oldest first
 * @param upTo the position it reaches to; nothing that is wanted is missing up to there
 * @param full whether it ends there because it holds no more
 */
public record EntryPage(List<Entry> entries, long upTo, boolean full) {

	/** How much the documents of its entries weigh. */
	public long bytes() {
		return this.entries.stream().mapToLong(Entry::bytes).sum();
	}

}
